package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.io.MappedMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * An array whose memory is mapped into this process. Values lie at multiples of 8 ({@code
 * array->elem_size} in {@code kernel/bpf/arraymap.c}).
 *
 * @param <V> the type of a value
 */
public final class KernelMmapArray<V> extends KernelMap<Integer, V> implements BpfMmapArray<V> {

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final int stride;
  private final ScalarLayout<?> numbers;
  private final boolean plainLongs;
  private final MappedMemory mapping;
  private final ByteBuffer memory;

  /**
   * Creates and maps the map.
   *
   * @param spec what it is to be, with {@link bpf4j.syscall.bpf.MapFlags#MMAPABLE}
   */
  public KernelMmapArray(MapSpec<Integer, V> spec) {
    super(spec);
    this.stride = alignUp(spec.valueLayout().size());
    this.numbers = spec.valueLayout() instanceof ScalarLayout<?> scalar ? scalar : null;
    this.plainLongs = numbers != null && numbers.width() == Long.BYTES && !numbers.bigEndian();
    try {
      this.mapping = map((long) stride * spec.maxEntries());
    } catch (RuntimeException | Error e) {
      super.close();
      throw e;
    }
    this.memory = mapping.buffer();
  }

  private MappedMemory map(long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the array takes " + size + " bytes; at most 2 GiB can be mapped: make it smaller");
    }
    return MappedMemory.map(fd(), 0, (int) size, MappedMemory.Access.READ_WRITE);
  }

  @Override
  public void close() {
    super.close();
    mapping.close();
  }

  @Override
  public V get(int index) {
    return valueLayout.read(memory, at(index));
  }

  @Override
  public void put(int index, V value) {
    valueLayout.write(value, memory, at(index));
  }

  @Override
  public long getLong(int index) {
    int offset = at(index);
    return plainLongs ? memory.getLong(offset) : numbers().readLong(memory, offset);
  }

  @Override
  public void putLong(int index, long value) {
    int offset = at(index);
    if (plainLongs) {
      memory.putLong(offset, value);
    } else {
      numbers().writeLong(memory, offset, value);
    }
  }

  @Override
  public long getLongAcquire(int index) {
    int offset = at(index);
    if (plainLongs) {
      return (long) LONGS.getAcquire(memory, offset);
    }
    long value = numbers().readLong(memory, offset);
    VarHandle.acquireFence();
    return value;
  }

  @Override
  public void putLongRelease(int index, long value) {
    int offset = at(index);
    if (plainLongs) {
      LONGS.setRelease(memory, offset, value);
      return;
    }
    VarHandle.releaseFence();
    numbers().writeLong(memory, offset, value);
  }

  @Override
  public void add(int index, long delta) {
    getAndAdd(index, delta);
  }

  @Override
  public long getAndAdd(int index, long delta) {
    int offset = at(index);
    if (plainLongs) {
      return (long) LONGS.getAndAdd(memory, offset, delta);
    }
    ScalarLayout<?> layout = Numbers.requireAddable(valueLayout);
    int before = (int) INTS.getAndAdd(memory, offset, (int) delta);
    return layout.signed() ? before : Integer.toUnsignedLong(before);
  }

  @Override
  public void forEach(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    for (int i = 0; i < maxEntries(); i++) {
      action.accept(i, get(i));
    }
  }

  private ScalarLayout<?> numbers() {
    return numbers != null ? numbers : Numbers.require(valueLayout, "The values");
  }

  private int at(int index) {
    requireOpen();
    return Objects.checkIndex(index, entries) * stride;
  }
}
