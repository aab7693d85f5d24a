package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Objects;

/**
 * An array whose memory is mapped into this process.
 *
 * <p>Each access looks at one number, the bound of indexes, which becomes 0 when the array is
 * closed: so a closed array is out of bounds everywhere, at no cost of its own. The bound is read
 * in opaque mode: not before other reads of it, and not just once for a whole loop. A thread that
 * has passed the check when another closes the array still finds memory there, of zeros: {@link
 * MappedMemory} gives the addresses back when the last buffer over them is gone.
 *
 * @param <V> the type of a value
 */
abstract class KernelMappedArray<V> extends KernelMap<Integer, V> implements BpfMmapArray<V> {

  private static final VarHandle BOUND;

  static {
    try {
      BOUND = MethodHandles.lookup().findVarHandle(KernelMappedArray.class, "bound", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int stride;
  private final SharedNumbers numbers;
  private final MappedMemory mapping;
  private final ByteBuffer memory;

  /** The values, where they are numbers of 8 bytes side by side; else {@code null}. */
  private final LongBuffer longs;

  /** {@link #maxEntries()}; 0 once closed. */
  @SuppressWarnings("unused") // through BOUND
  private int bound;

  /**
   * Maps the map.
   *
   * @param spec what it is to its users
   * @param opened its descriptor, which this map closes
   * @param stride the bytes from one value to the next
   */
  KernelMappedArray(MapSpec<Integer, V> spec, Fd opened, int stride) {
    super(spec, opened);
    this.stride = stride;
    try {
      this.mapping = map((long) stride * spec.maxEntries());
    } catch (RuntimeException | Error e) {
      super.close();
      throw e;
    }
    this.memory = mapping.buffer();
    this.numbers =
        spec.valueLayout() instanceof ScalarLayout<?> scalar
            ? new SharedNumbers(memory, scalar)
            : null;
    this.longs =
        numbers != null && numbers.arePlainLongs() && stride == Long.BYTES
            ? memory.asLongBuffer()
            : null;
    this.bound = spec.maxEntries();
  }

  private MappedMemory map(long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the array takes " + size + " bytes; at most 2 GiB can be mapped: make it smaller");
    }
    return MappedMemory.map(fd(), 0, (int) size, MappedMemory.Access.READ_WRITE);
  }

  /** {@return the bytes from one value to the next} */
  public final int stride() {
    return stride;
  }

  @Override
  public final void close() {
    super.close();
    BOUND.setVolatile(this, 0);
    mapping.close();
  }

  @Override
  public final V get(int index) {
    return valueLayout.read(memory, at(index));
  }

  @Override
  public final void put(int index, V value) {
    valueLayout.write(value, memory, at(index));
  }

  @Override
  public final long getLong(int index) {
    int checked = check(index);
    LongBuffer plain = longs;
    return plain != null ? plain.get(checked) : numbers().get(checked * stride);
  }

  @Override
  public final void putLong(int index, long value) {
    int checked = check(index);
    LongBuffer plain = longs;
    if (plain != null) {
      plain.put(checked, value);
    } else {
      numbers().set(checked * stride, value);
    }
  }

  @Override
  public final long getLongAcquire(int index) {
    int offset = at(index);
    return numbers().getAcquire(offset);
  }

  @Override
  public final void putLongRelease(int index, long value) {
    int offset = at(index);
    numbers().setRelease(offset, value);
  }

  @Override
  public final void add(int index, long delta) {
    getAndAdd(index, delta);
  }

  @Override
  public final long getAndAdd(int index, long delta) {
    int offset = at(index);
    if (numbers == null) {
      Numbers.requireAddable(valueLayout);
    }
    return numbers.getAndAdd(offset, delta);
  }

  @Override
  public final void forEach(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    for (int i = 0; i < maxEntries(); i++) {
      action.accept(i, get(i));
    }
  }

  private SharedNumbers numbers() {
    if (numbers == null) {
      Numbers.require(valueLayout, "The values");
    }
    return numbers;
  }

  private int at(int index) {
    return check(index) * stride;
  }

  private int check(int index) {
    if (index < 0 || index >= (int) BOUND.getOpaque(this)) {
      requireOpen();
      throw new IndexOutOfBoundsException(
          "Index " + index + " is out of bounds of " + name() + ", which has " + entries);
    }
    return index;
  }
}
