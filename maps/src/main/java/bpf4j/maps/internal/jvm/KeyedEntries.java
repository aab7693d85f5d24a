package bpf4j.maps.internal.jvm;

import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.MapType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values by the bytes of their keys, with the kernel's rules for a full map. Guarded by the monitor
 * of the map it belongs to.
 *
 * @param <K> the type of a key
 * @param <E> what is kept for a key
 */
final class KeyedEntries<K, E> {

  private final JvmMap<?, ?> map;
  private final Copies<K> keys;
  private final boolean evicts;
  private final Map<KeyBytes, E> entries;

  KeyedEntries(JvmMap<?, ?> map, MapSpec<K, ?> spec) {
    this.map = map;
    this.keys = new Copies<>(spec.keyLayout());
    this.evicts = spec.type() == MapType.LRU_HASH || spec.type() == MapType.LRU_PERCPU_HASH;
    this.entries = new LinkedHashMap<>(16, 0.75f, evicts);
  }

  E get(K key) {
    map.requireOpen();
    return entries.get(keys.key(key));
  }

  boolean contains(K key) {
    map.requireOpen();
    return entries.containsKey(keys.key(key));
  }

  boolean remove(K key) {
    map.requireOpen();
    return entries.remove(keys.key(key)) != null;
  }

  /** Puts, making room or refusing if the key is new and the map full. */
  void put(K key, E entry) {
    map.requireOpen();
    KeyBytes bytes = keys.key(key);
    if (entries.size() >= map.maxEntries() && !entries.containsKey(bytes)) {
      if (!evicts) {
        throw new MapFullException(map);
      }
      Iterator<KeyBytes> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    entries.put(bytes, entry);
  }

  /** Replaces what is kept for a key that is there. */
  void set(K key, E entry) {
    entries.replace(keys.key(key), entry);
  }

  int size() {
    map.requireOpen();
    return entries.size();
  }

  /** The entries of this moment; an action that goes through them may change the map. */
  List<Map.Entry<K, E>> snapshot() {
    synchronized (map) {
      map.requireOpen();
      List<Map.Entry<K, E>> copy = new ArrayList<>(entries.size());
      entries.forEach((key, entry) -> copy.add(Map.entry(keys.fromKey(key), entry)));
      return copy;
    }
  }
}
