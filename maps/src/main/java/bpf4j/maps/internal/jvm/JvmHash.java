package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;
import bpf4j.maps.MapCursor;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.internal.Structs;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The twin of hash maps, LRU or not.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
public final class JvmHash<K, V> extends JvmMap<K, V> implements BpfHash<K, V> {

  private final KeyedEntries<K, V> entries;

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmHash(MapSpec<K, V> spec) {
    super(spec);
    this.entries = new KeyedEntries<>(this, spec);
  }

  @Override
  public synchronized V get(K key) {
    return entries.get(key);
  }

  @Override
  public synchronized V getOrDefault(K key, V absent) {
    V value = entries.get(key);
    return value == null ? absent : value;
  }

  @Override
  public synchronized V getOrCreate(K key) {
    V value = entries.get(key);
    if (value == null) {
      value = values.zero();
      entries.put(key, value);
    }
    return value;
  }

  /** Makes a new entry also for a key that is there, as the kernel does. */
  @Override
  public synchronized void put(K key, V value) {
    entries.put(key, values.of(value));
  }

  @Override
  public synchronized boolean putIfAbsent(K key, V value) {
    V copy = values.of(value);
    if (entries.contains(key)) {
      return false;
    }
    entries.put(key, copy);
    return true;
  }

  @Override
  public synchronized boolean replace(K key, V value) {
    V copy = values.of(value);
    if (!entries.contains(key)) {
      return false;
    }
    entries.put(key, copy);
    return true;
  }

  @Override
  public synchronized V getAndRemove(K key) {
    V value = entries.get(key);
    entries.remove(key);
    return value;
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
  public synchronized void add(K key, long delta) {
    Numbers.requireAddable(valueLayout());
    V there = entries.get(key);
    if (there == null) {
      entries.put(key, value(delta));
    } else {
      entries.set(key, values.replace(there, value(number(there) + delta)));
    }
  }

  @Override
  public synchronized long getLong(long key, long absent) {
    Numbers.require(valueLayout(), "The values");
    V value = entries.get(valueOf(keyLayout(), key));
    return value == null ? absent : number(value);
  }

  @Override
  public synchronized void putLong(long key, long number) {
    entries.put(valueOf(keyLayout(), key), value(number));
  }

  @Override
  public synchronized boolean getInto(K key, V into) {
    StructLayout<V> struct = Structs.requireMutable(valueLayout());
    Objects.requireNonNull(into, "into");
    V value = entries.get(key);
    if (value == null) {
      return false;
    }
    ByteBuffer memory = ByteBuffer.allocate(struct.size()).order(ByteOrder.nativeOrder());
    struct.write(value, memory, 0);
    struct.readInto(into, memory, 0);
    return true;
  }

  @Override
  public BpfLongMap longs() {
    requireOpen();
    return view(
        Numbers.require(keyLayout(), "The keys"), Numbers.require(valueLayout(), "The values"));
  }

  @SuppressWarnings("unchecked") // the layouts of this map's own keys and values
  private BpfLongMap view(ScalarLayout<?> keys, ScalarLayout<?> numbers) {
    return new JvmLongMap<>(this, (ScalarLayout<K>) keys, (ScalarLayout<V>) numbers);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> all) {
    all.forEach(this::put);
  }

  @Override
  public int removeAll(Iterable<? extends K> keys) {
    return count(keys, this::remove);
  }

  @Override
  public void drain(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    for (Map.Entry<K, V> entry : entries.snapshot()) {
      V last = getAndRemove(entry.getKey());
      if (last != null) {
        action.accept(entry.getKey(), last);
      }
    }
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    for (Map.Entry<K, V> entry : entries.snapshot()) {
      // The action may have removed it, or changed it.
      V value = get(entry.getKey());
      if (value != null) {
        action.accept(entry.getKey(), value);
      }
    }
  }

  @Override
  public MapCursor<K, V> entries() {
    return new JvmCursor<>(this, entries.snapshot());
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }
}
