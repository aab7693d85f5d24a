package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.MapCursor;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * A hash map in the kernel with a value for each CPU.
 *
 * @param <K> the type of a key
 * @param <V> the type of one CPU's value
 */
public final class KernelPerCpuHash<K, V> extends KernelMap<K, V> implements BpfPerCpuHash<K, V> {

  private final PerCpuValues<V> perCpu;

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelPerCpuHash(MapSpec<K, V> spec) {
    super(spec);
    this.perCpu = PerCpuValues.of(spec.valueLayout());
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelPerCpuHash(MapSpec<K, V> spec, Fd opened) {
    super(spec, opened);
    this.perCpu = PerCpuValues.of(spec.valueLayout());
  }

  @Override
  public int cpus() {
    return perCpu.cpus();
  }

  @Override
  public V local(K key) {
    throw PerCpuValues.noCpu("get(key) or sum(key)");
  }

  @Override
  public void forEachLocal(BiConsumer<? super K, ? super V> action) {
    throw PerCpuValues.noCpu("forEach(action)");
  }

  @Override
  public V localOrCreate(K key) {
    throw PerCpuValues.noCpu("get(key)");
  }

  @Override
  public void putLocal(K key, V value) {
    throw PerCpuValues.noCpu("put(key, values)");
  }

  @Override
  public void add(K key, long delta) {
    throw PerCpuValues.noCpu("put(key, values)");
  }

  @Override
  public boolean remove(K key) {
    return delete(callWith(key));
  }

  @Override
  public boolean containsKey(K key) {
    return lookup(callWith(key));
  }

  @Override
  public List<V> get(K key) {
    ElementCall call = callWith(key);
    return lookup(call) ? perCpu.read(call.buffer(), valueOffset) : null;
  }

  @Override
  public void put(K key, List<? extends V> values) {
    ElementCall call = callWith(key);
    perCpu.write(values, call.buffer(), valueOffset);
    update(call);
  }

  @Override
  public boolean replace(K key, List<? extends V> values) {
    ElementCall call = callWith(key);
    perCpu.write(values, call.buffer(), valueOffset);
    return update(call, MapFlags.EXIST) == UpdateOutcome.UPDATED;
  }

  @Override
  public List<V> getAndRemove(K key) {
    ElementCall call = callWith(key);
    return take(call) ? perCpu.read(call.buffer(), valueOffset) : null;
  }

  @Override
  public long sum(K key) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    ElementCall call = callWith(key);
    return lookup(call) ? perCpu.sum(numbers, call.buffer(), valueOffset) : 0;
  }

  @Override
  public OptionalLong min(K key) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    ElementCall call = callWith(key);
    return lookup(call)
        ? OptionalLong.of(perCpu.least(numbers, call.buffer(), valueOffset))
        : OptionalLong.empty();
  }

  @Override
  public OptionalLong max(K key) {
    ScalarLayout<?> numbers = Numbers.require(valueLayout, "The values");
    ElementCall call = callWith(key);
    return lookup(call)
        ? OptionalLong.of(perCpu.greatest(numbers, call.buffer(), valueOffset))
        : OptionalLong.empty();
  }

  @Override
  public void putAll(Map<? extends K, ? extends List<? extends V>> all) {
    try (MapBatch batch = batch()) {
      for (Map.Entry<? extends K, ? extends List<? extends V>> entry : all.entrySet()) {
        int place = batch.next();
        keyLayout.write(entry.getKey(), batch.keys(), batch.keyAt(place));
        perCpu.write(entry.getValue(), batch.values(), batch.valueAt(place));
        batch.putIfComplete();
      }
      batch.put();
    }
  }

  @Override
  public int removeAll(Iterable<? extends K> keys) {
    return removeKeys(keys);
  }

  @Override
  public void clear() {
    drainEntries((keys, key, values, value) -> {});
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super List<V>> action) {
    Objects.requireNonNull(action, "action");
    walk(
        (keys, key, values, value) ->
            action.accept(keyLayout.read(keys, key), perCpu.read(values, value)));
  }

  @Override
  public MapCursor<K, List<V>> entries() {
    return cursor(perCpu::read);
  }

  @Override
  public long size() {
    return countEntries();
  }
}
