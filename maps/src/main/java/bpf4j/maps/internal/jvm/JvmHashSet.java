package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfHashSet;
import bpf4j.maps.internal.MapSpec;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The twin of sets.
 *
 * @param <K> the type of a key
 */
public final class JvmHashSet<K> extends JvmMap<K, Boolean> implements BpfHashSet<K> {

  private final KeyedEntries<K, Boolean> entries;

  /**
   * Makes an empty set.
   *
   * @param spec what it is to be
   */
  public JvmHashSet(MapSpec<K, Boolean> spec) {
    super(spec);
    this.entries = new KeyedEntries<>(this, spec);
  }

  @Override
  public synchronized boolean contains(K key) {
    return entries.contains(key);
  }

  @Override
  public synchronized boolean add(K key) {
    if (entries.contains(key)) {
      return false;
    }
    entries.put(key, true);
    return true;
  }

  @Override
  public synchronized boolean remove(K key) {
    return entries.remove(key);
  }

  @Override
  public void addAll(Iterable<? extends K> keys) {
    keys.forEach(this::add);
  }

  @Override
  public int removeAll(Iterable<? extends K> keys) {
    return count(keys, this::remove);
  }

  @Override
  public void forEach(Consumer<? super K> action) {
    Objects.requireNonNull(action, "action");
    for (Map.Entry<K, Boolean> entry : entries.snapshot()) {
      // The action may have removed it.
      if (contains(entry.getKey())) {
        action.accept(entry.getKey());
      }
    }
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }
}
