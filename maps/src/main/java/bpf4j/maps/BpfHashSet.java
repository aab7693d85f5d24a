package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A set of keys: a hash map ({@code BPF_MAP_TYPE_HASH}, Linux 3.19) whose values are one byte, 1.
 *
 * @param <K> the type of a key; keys are equal when their bytes are
 */
public interface BpfHashSet<K> extends BpfMap {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<Boolean> valueLayout();

  /**
   * Says whether a key is in the set.
   *
   * @param key the key
   * @return whether it is there
   */
  @KernelOperation(MapOperation.CONTAINS)
  boolean contains(K key);

  /**
   * Puts a key into the set.
   *
   * @param key the key
   * @return whether it was absent
   * @throws MapFullException if it was absent and the map is full
   */
  @KernelOperation(MapOperation.ADD_KEY)
  boolean add(K key);

  /**
   * Removes a key.
   *
   * @param key the key
   * @return whether it was there
   */
  @KernelOperation(MapOperation.DELETE)
  boolean remove(K key);

  /**
   * Puts keys, in batches where the kernel has them (Linux 5.6). Nothing is undone when one finds
   * no room.
   *
   * @param keys the keys
   * @throws MapFullException if the set is full
   */
  void addAll(Iterable<? extends K> keys);

  /**
   * Removes keys, in batches where the kernel has them (Linux 5.6).
   *
   * @param keys the keys
   * @return how many were there
   */
  int removeAll(Iterable<? extends K> keys);

  /**
   * Takes the keys in the map's own order, as {@link BpfHash#forEach} does.
   *
   * @param action what to do with each; may use this set
   */
  @KernelOperation(value = MapOperation.FOR_EACH, keyed = false)
  void forEach(Consumer<? super K> action);

  /**
   * Copies the keys.
   *
   * @return a set of its own, in the order they were seen
   */
  default Set<K> snapshot() {
    Set<K> copy = new LinkedHashSet<>();
    forEach(copy::add);
    return copy;
  }

  /**
   * The keys of this moment as a stream.
   *
   * @return a sequential stream
   */
  default Stream<K> stream() {
    return snapshot().stream();
  }

  /** Removes the keys that it sees; others may add some meanwhile. */
  default void clear() {
    forEach(this::remove);
  }

  /**
   * Counts the keys by walking through them.
   *
   * @return the number of keys seen
   */
  long size();
}
