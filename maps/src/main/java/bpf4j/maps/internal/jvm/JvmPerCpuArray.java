package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import java.util.List;
import java.util.Objects;

/**
 * The twin of per-CPU arrays, on a machine of one CPU.
 *
 * @param <V> the type of a value
 */
public final class JvmPerCpuArray<V> extends JvmMap<Integer, V> implements BpfPerCpuArray<V> {

  private final JvmArray<V> only;

  /**
   * Makes an array of zeros.
   *
   * @param spec what it is to be
   */
  public JvmPerCpuArray(MapSpec<Integer, V> spec) {
    super(spec);
    this.only = new JvmArray<>(spec);
  }

  @Override
  public int cpus() {
    return 1;
  }

  @Override
  public V local(int index) {
    requireOpen();
    return only.get(index);
  }

  @Override
  public void putLocal(int index, V value) {
    requireOpen();
    only.put(index, value);
  }

  @Override
  public void add(int index, long delta) {
    requireOpen();
    only.add(index, delta);
  }

  @Override
  public List<V> get(int index) {
    return List.of(local(index));
  }

  @Override
  public void put(int index, List<? extends V> perCpu) {
    putLocal(index, single(perCpu));
  }

  @Override
  public void getLongs(int index, long[] into) {
    Objects.checkFromIndexSize(0, 1, into.length);
    into[0] = sum(index);
  }

  @Override
  public long sum(int index) {
    requireOpen();
    return only.getLong(index);
  }

  @Override
  public long min(int index) {
    return sum(index);
  }

  @Override
  public long max(int index) {
    return sum(index);
  }

  @Override
  public void forEach(IndexConsumer<? super List<V>> action) {
    Objects.requireNonNull(action, "action");
    for (int i = 0; i < maxEntries(); i++) {
      action.accept(i, get(i));
    }
  }

  @Override
  public void forEachLocal(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    for (int i = 0; i < maxEntries(); i++) {
      action.accept(i, local(i));
    }
  }

  static <T> T single(List<? extends T> perCpu) {
    if (perCpu.size() != 1) {
      throw new IllegalArgumentException(
          perCpu.size() + " values for the one CPU of a twin; give one");
    }
    return perCpu.get(0);
  }
}
