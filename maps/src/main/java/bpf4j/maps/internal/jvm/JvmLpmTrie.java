package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.MapCursor;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.PrefixKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The twin of tries: the prefixes of each length are looked up, the longest first.
 *
 * @param <K> the type of a prefix
 * @param <V> the type of a value
 */
public final class JvmLpmTrie<K, V> extends JvmMap<K, V> implements BpfLpmTrie<K, V> {

  private final Copies<K> keys;

  /** By the key without the bits that do not count. */
  private final Map<KeyBytes, Entry<V>> entries = new HashMap<>();

  /** The key as it was put, which {@link #forEach} gives back. */
  private record Entry<V>(KeyBytes key, V value) {}

  /**
   * Makes an empty trie.
   *
   * @param spec what it is to be
   */
  public JvmLpmTrie(MapSpec<K, V> spec) {
    super(spec);
    this.keys = new Copies<>(spec.keyLayout());
  }

  @Override
  public synchronized V get(K key) {
    requireOpen();
    KeyBytes bytes = keys.key(key);
    for (int length = length(bytes); length >= 0; length--) {
      Entry<V> entry = entries.get(bytes.prefix(PrefixKeys.DATA, length));
      if (entry != null) {
        return entry.value();
      }
    }
    return null;
  }

  @Override
  public V getOrDefault(K key, V absent) {
    V value = get(key);
    return value == null ? absent : value;
  }

  @Override
  public synchronized void put(K key, V value) {
    requireOpen();
    KeyBytes bytes = keys.key(key);
    if (length(bytes) < 0) {
      throw PrefixKeys.badLength(key, keyLayout());
    }
    Entry<V> entry = new Entry<>(bytes, values.of(value));
    KeyBytes prefix = prefix(bytes);
    if (entries.size() >= maxEntries() && !entries.containsKey(prefix)) {
      throw new MapFullException(this);
    }
    entries.put(prefix, entry);
  }

  @Override
  public synchronized boolean remove(K key) {
    requireOpen();
    KeyBytes bytes = keys.key(key);
    return length(bytes) >= 0 && entries.remove(prefix(bytes)) != null;
  }

  @Override
  public boolean matches(K key) {
    return get(key) != null;
  }

  private int length(KeyBytes key) {
    return PrefixKeys.length(key.buffer(), 0, keyLayout());
  }

  private KeyBytes prefix(KeyBytes key) {
    return key.prefix(PrefixKeys.DATA, length(key));
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    sorted().forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
  }

  @Override
  public MapCursor<K, V> entries() {
    return new JvmCursor<>(this, sorted());
  }

  private List<Map.Entry<K, V>> sorted() {
    List<Entry<V>> copy;
    synchronized (this) {
      requireOpen();
      copy = new ArrayList<>(entries.values());
    }
    // What a prefix is part of has fewer bits.
    copy.sort((a, b) -> Integer.compare(length(b.key()), length(a.key())));
    return copy.stream().map(entry -> Map.entry(keys.fromKey(entry.key()), entry.value())).toList();
  }

  @Override
  public synchronized long size() {
    requireOpen();
    return entries.size();
  }
}
