package bpf4j.maps;

/**
 * A hash map of integers, seen from Java without boxes: nothing here allocates per entry. It is a
 * view that {@link BpfHash#longs} gives: what is done here is done to that map, which is the one to
 * close.
 *
 * <p>Numbers of any width are {@code long}: extended to 64 bits as their layout says when they are
 * read, cut to its width when they are written. Thread-safe, as {@link BpfMap} is. For Java only:
 * programs use the map.
 */
public interface BpfLongMap {

  /**
   * The value of a key.
   *
   * @param key the key
   * @param absent the result if the key is absent
   * @return the value, or {@code absent}
   */
  long get(long key, long absent);

  /**
   * Says whether a key is there.
   *
   * @param key the key
   * @return whether it is there
   */
  boolean containsKey(long key);

  /**
   * Puts a value, whether or not the key is there.
   *
   * @param key the key
   * @param value the value
   * @throws MapFullException if the key is absent and the map full
   */
  void put(long key, long value);

  /**
   * Puts a value if the key is absent.
   *
   * @param key the key
   * @param value the value
   * @return whether it was put
   * @throws MapFullException if the key is absent and the map full
   */
  boolean putIfAbsent(long key, long value);

  /**
   * Removes a key.
   *
   * @param key the key
   * @return whether it was there
   */
  boolean remove(long key);

  /**
   * Takes the entries, as {@link BpfHash#forEach} does.
   *
   * @param action what to do with each; may use this map
   */
  void forEach(LongLongConsumer action);

  /**
   * Puts many values, as {@link BpfHash#putAll} does.
   *
   * @param keys the keys
   * @param values their values, at the same indexes
   * @param from the index of the first
   * @param count how many
   * @throws MapFullException if the map is full before all are put
   */
  void putAll(long[] keys, long[] values, int from, int count);

  /**
   * Removes many keys, as {@link BpfHash#removeAll} does.
   *
   * @param keys the keys
   * @param from the index of the first
   * @param count how many
   * @return how many were there
   */
  int removeAll(long[] keys, int from, int count);
}
