package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.io.Fd;
import java.util.List;
import java.util.Objects;

/**
 * An array in the kernel with a value for each CPU.
 *
 * @param <V> the type of one CPU's value
 */
public final class KernelPerCpuArray<V> extends KernelMap<Integer, V> implements BpfPerCpuArray<V> {

  private final PerCpuValues<V> perCpu;

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelPerCpuArray(MapSpec<Integer, V> spec) {
    super(spec);
    this.perCpu = PerCpuValues.of(spec.valueLayout());
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelPerCpuArray(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened);
    this.perCpu = PerCpuValues.of(spec.valueLayout());
  }

  @Override
  public int cpus() {
    return perCpu.cpus();
  }

  @Override
  public V local(int index) {
    throw PerCpuValues.noCpu("get(index) or sum(index)");
  }

  @Override
  public void forEachLocal(IndexConsumer<? super V> action) {
    throw PerCpuValues.noCpu("forEach(action)");
  }

  @Override
  public void putLocal(int index, V value) {
    throw PerCpuValues.noCpu("put(index, values)");
  }

  @Override
  public void add(int index, long delta) {
    throw PerCpuValues.noCpu("put(index, values)");
  }

  @Override
  public List<V> get(int index) {
    return perCpu.read(read(index).buffer(), valueOffset);
  }

  @Override
  public void put(int index, List<? extends V> values) {
    ElementCall call = at(index);
    perCpu.write(values, call.buffer(), valueOffset);
    update(call);
  }

  @Override
  public void getLongs(int index, long[] into) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    Objects.checkFromIndexSize(0, cpus(), into.length);
    perCpu.copy(numbers, read(index).buffer(), valueOffset, into);
  }

  @Override
  public long sum(int index) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    return perCpu.sum(numbers, read(index).buffer(), valueOffset);
  }

  @Override
  public long min(int index) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    return perCpu.least(numbers, read(index).buffer(), valueOffset);
  }

  @Override
  public long max(int index) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    return perCpu.greatest(numbers, read(index).buffer(), valueOffset);
  }

  @Override
  public void forEach(IndexConsumer<? super List<V>> action) {
    Objects.requireNonNull(action, "action");
    walk((keys, key, values, value) -> action.accept(keys.getInt(key), perCpu.read(values, value)));
  }

  private ElementCall at(int index) {
    Objects.checkIndex(index, entries);
    ElementCall call = call();
    call.buffer().putInt(ElementCall.KEY, index);
    return call;
  }

  private ElementCall read(int index) {
    ElementCall call = at(index);
    if (!lookup(call)) {
      throw new IllegalStateException(name() + " has lost its entry " + index);
    }
    return call;
  }
}
