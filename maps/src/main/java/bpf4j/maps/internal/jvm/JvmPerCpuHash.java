package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.MapCursor;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The twin of per-CPU hash maps, on a machine of one CPU.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
public final class JvmPerCpuHash<K, V> extends JvmMap<K, V> implements BpfPerCpuHash<K, V> {

  private final KeyedEntries<K, V> entries;

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmPerCpuHash(MapSpec<K, V> spec) {
    super(spec);
    this.entries = new KeyedEntries<>(this, spec);
  }

  @Override
  public int cpus() {
    return 1;
  }

  @Override
  public synchronized V local(K key) {
    return entries.get(key);
  }

  @Override
  public synchronized V localOrCreate(K key) {
    V value = entries.get(key);
    if (value == null) {
      value = values.zero();
      entries.put(key, value);
    }
    return value;
  }

  /** Writes into the entry that is there, as the kernel does for per-CPU values. */
  @Override
  public synchronized void putLocal(K key, V value) {
    V there = entries.get(key);
    if (there == null) {
      entries.put(key, values.of(value));
    } else {
      entries.set(key, values.replace(there, value));
    }
  }

  @Override
  public synchronized void add(K key, long delta) {
    Numbers.requireAddable(valueLayout());
    V there = entries.get(key);
    putLocal(key, value((there == null ? 0 : number(there)) + delta));
  }

  @Override
  public synchronized boolean remove(K key) {
    return entries.remove(key);
  }

  @Override
  public synchronized boolean containsKey(K key) {
    return entries.contains(key);
  }

  @Override
  public List<V> get(K key) {
    V value = local(key);
    return value == null ? null : List.of(value);
  }

  @Override
  public void put(K key, List<? extends V> perCpu) {
    putLocal(key, JvmPerCpuArray.single(perCpu));
  }

  @Override
  public synchronized long sum(K key) {
    Numbers.require(valueLayout(), "The values");
    V value = entries.get(key);
    return value == null ? 0 : number(value);
  }

  @Override
  public synchronized boolean replace(K key, List<? extends V> perCpu) {
    boolean present = entries.contains(key);
    V value = JvmPerCpuArray.single(perCpu);
    if (present) {
      putLocal(key, value);
    }
    return present;
  }

  @Override
  public synchronized List<V> getAndRemove(K key) {
    V value = entries.get(key);
    entries.remove(key);
    return value == null ? null : List.of(value);
  }

  @Override
  public synchronized OptionalLong min(K key) {
    Numbers.require(valueLayout(), "The values");
    V value = entries.get(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(number(value));
  }

  @Override
  public OptionalLong max(K key) {
    return min(key);
  }

  @Override
  public void putAll(Map<? extends K, ? extends List<? extends V>> all) {
    all.forEach(this::put);
  }

  @Override
  public int removeAll(Iterable<? extends K> keys) {
    return count(keys, this::remove);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super List<V>> action) {
    Objects.requireNonNull(action, "action");
    entriesOfCpus().forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
  }

  @Override
  public MapCursor<K, List<V>> entries() {
    return new JvmCursor<>(this, entriesOfCpus());
  }

  private List<Map.Entry<K, List<V>>> entriesOfCpus() {
    return entries.snapshot().stream()
        .map(entry -> Map.entry(entry.getKey(), List.of(entry.getValue())))
        .toList();
  }

  @Override
  public void forEachLocal(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    for (Map.Entry<K, V> entry : entries.snapshot()) {
      V value = local(entry.getKey());
      if (value != null) {
        action.accept(entry.getKey(), value);
      }
    }
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }
}
