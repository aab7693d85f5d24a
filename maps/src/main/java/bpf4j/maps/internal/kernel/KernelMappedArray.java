package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An array whose memory is mapped into this process.
 *
 * @param <V> the type of a value
 */
abstract class KernelMappedArray<V> extends KernelMap<Integer, V> implements BpfMmapArray<V> {

  private final int stride;
  private final SharedNumbers numbers;
  private final MappedMemory mapping;
  private final ByteBuffer memory;

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
    int offset = at(index);
    return numbers().get(offset);
  }

  @Override
  public final void putLong(int index, long value) {
    int offset = at(index);
    numbers().set(offset, value);
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
    requireOpen();
    return Objects.checkIndex(index, entries) * stride;
  }
}
