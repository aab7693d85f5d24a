package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfNumber;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.NumberPath;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import java.nio.ByteBuffer;

/**
 * The one value of a mapped map.
 *
 * @param <V> the type of the value
 */
public final class KernelGlobal<V> extends KernelMap<Integer, V> implements BpfGlobal<V> {

  private final SharedNumbers numbers;
  private final MappedMemory mapping;
  private final ByteBuffer memory;

  /**
   * Creates and maps the map.
   *
   * @param spec what it is to be, with one entry and {@link bpf4j.syscall.bpf.MapFlags#MMAPABLE}
   */
  public KernelGlobal(MapSpec<Integer, V> spec) {
    this(spec, MapCreation.create(spec));
  }

  /**
   * Opens and maps a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelGlobal(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened);
    try {
      this.mapping =
          MappedMemory.map(fd(), 0, spec.valueLayout().size(), MappedMemory.Access.READ_WRITE);
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

  @Override
  public void close() {
    super.close();
    mapping.close();
  }

  @Override
  public V get() {
    requireOpen();
    return valueLayout.read(memory, 0);
  }

  @Override
  public void set(V value) {
    requireOpen();
    valueLayout.write(value, memory, 0);
  }

  @Override
  public long getLong() {
    return numbers().get(0);
  }

  @Override
  public void setLong(long value) {
    numbers().set(0, value);
  }

  @Override
  public void add(long delta) {
    numbers().getAndAdd(0, delta);
  }

  @Override
  public long getAndAdd(long delta) {
    return numbers().getAndAdd(0, delta);
  }

  @Override
  public BpfNumber number(String path) {
    requireOpen();
    NumberPath place = NumberPath.of(valueLayout, path);
    return new Part(new SharedNumbers(memory, place.layout()), place.offset());
  }

  private SharedNumbers numbers() {
    requireOpen();
    if (numbers == null) {
      Numbers.require(valueLayout, "The values");
    }
    return numbers;
  }

  /** A number at an offset. */
  private final class Part implements BpfNumber {
    private final SharedNumbers part;
    private final int offset;

    Part(SharedNumbers part, int offset) {
      this.part = part;
      this.offset = offset;
    }

    @Override
    public long get() {
      requireOpen();
      return part.get(offset);
    }

    @Override
    public void set(long value) {
      requireOpen();
      part.set(offset, value);
    }

    @Override
    public long getAcquire() {
      requireOpen();
      return part.getAcquire(offset);
    }

    @Override
    public void setRelease(long value) {
      requireOpen();
      part.setRelease(offset, value);
    }

    @Override
    public long getAndAdd(long delta) {
      requireOpen();
      return part.getAndAdd(offset, delta);
    }

    @Override
    public long getAndSet(long value) {
      requireOpen();
      return part.getAndSet(offset, value);
    }

    @Override
    public boolean compareAndSet(long expected, long value) {
      requireOpen();
      return part.compareAndSet(offset, expected, value);
    }
  }
}
