package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;
import bpf4j.maps.LongLongConsumer;
import bpf4j.maps.layout.ScalarLayout;
import java.util.Objects;

/**
 * The twin of the view without boxes, with them.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
final class JvmLongMap<K, V> implements BpfLongMap {

  private final BpfHash<K, V> map;
  private final ScalarLayout<K> keys;
  private final ScalarLayout<V> values;

  JvmLongMap(BpfHash<K, V> map, ScalarLayout<K> keys, ScalarLayout<V> values) {
    this.map = map;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public long get(long key, long absent) {
    return map.getLong(key, absent);
  }

  @Override
  public boolean containsKey(long key) {
    return map.containsKey(keys.fromLong(key));
  }

  @Override
  public void put(long key, long value) {
    map.putLong(key, value);
  }

  @Override
  public boolean putIfAbsent(long key, long value) {
    return map.putIfAbsent(keys.fromLong(key), values.fromLong(value));
  }

  @Override
  public boolean remove(long key) {
    return map.remove(keys.fromLong(key));
  }

  @Override
  public void forEach(LongLongConsumer action) {
    Objects.requireNonNull(action, "action");
    map.forEach((key, value) -> action.accept(keys.toLong(key), values.toLong(value)));
  }

  @Override
  public void putAll(long[] from, long[] to, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    Objects.checkFromIndexSize(start, count, to.length);
    for (int i = start; i < start + count; i++) {
      put(from[i], to[i]);
    }
  }

  @Override
  public int removeAll(long[] from, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    int removed = 0;
    for (int i = start; i < start + count; i++) {
      removed += remove(from[i]) ? 1 : 0;
    }
    return removed;
  }
}
