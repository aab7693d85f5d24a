package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Values by key ({@code BPF_MAP_TYPE_HASH}, Linux 3.19; {@code BPF_MAP_TYPE_LRU_HASH}, Linux 4.10,
 * which evicts entries that were not used for long when it is full).
 *
 * <p>Keys are equal when their bytes are. Absent is {@code null} or {@code false}.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
public interface BpfHash<K, V> extends BpfKeyed<K, V> {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * The value of a key.
   *
   * @param key the key
   * @return a copy, or {@code null} if the key is absent; in a program a struct is live
   */
  @KernelOperation(MapOperation.LOOKUP)
  V get(K key);

  /**
   * The value of a key, or another.
   *
   * @param key the key
   * @param absent the result if the key is absent
   * @return a copy of the value, or {@code absent}
   */
  @KernelOperation(MapOperation.GET_OR_DEFAULT)
  V getOrDefault(K key, V absent);

  /**
   * The value of a key, which is put as zeros if it is absent.
   *
   * @param key the key
   * @return a copy, never {@code null}; in a program a struct is live
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.GET_OR_CREATE)
  V getOrCreate(K key);

  /**
   * Puts a value, whether or not the key is there. The old value is not returned: it would cost a
   * second system call.
   *
   * @param key the key, which is copied
   * @param value the value, which is copied
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.UPDATE)
  void put(K key, V value);

  /**
   * Puts a value if the key is absent.
   *
   * @param key the key
   * @param value the value
   * @return whether it was put
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.INSERT)
  boolean putIfAbsent(K key, V value);

  /**
   * Puts a value if the key is there.
   *
   * @param key the key
   * @param value the value
   * @return whether the key was there
   */
  @KernelOperation(MapOperation.REPLACE)
  boolean replace(K key, V value);

  /**
   * Removes a key and gives its value: of all who do so for one key, in Java or in programs, one
   * gets the value. Before Linux 5.14 two system calls do it, and what is put between them is lost.
   *
   * @param key the key
   * @return the value it had, or {@code null} if it was absent
   */
  @KernelOperation(MapOperation.GET_AND_REMOVE)
  V getAndRemove(K key);

  /**
   * Removes a key.
   *
   * @param key the key
   * @return whether it was there
   */
  @Override
  @KernelOperation(MapOperation.DELETE)
  boolean remove(K key);

  /**
   * Says whether a key is there.
   *
   * @param key the key
   * @return whether it is there
   */
  @KernelOperation(MapOperation.CONTAINS)
  boolean containsKey(K key);

  /**
   * Adds to the integer of a key, wrapping round; an absent key counts as 0 and is put.
   *
   * <p>In a program the addition is one atomic instruction. Called from Java it is atomic among the
   * threads that use this object, but a program's update of the same key between its reading and
   * writing is lost: the kernel offers no atomic update by system call.
   *
   * @param key the key
   * @param delta what to add
   * @throws UnsupportedOperationException if the values are not integers of four or eight bytes in
   *     host order
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.ADD)
  void add(K key, long delta);

  /**
   * The integer of an integer key, both without boxes.
   *
   * @param key the key, cut to the width of the keys
   * @param absent the result if the key is absent
   * @return the number, extended to 64 bits as its layout says, or {@code absent}
   * @throws UnsupportedOperationException if keys or values are not integers
   */
  long getLong(long key, long absent);

  /**
   * Puts an integer for an integer key, both without boxes.
   *
   * @param key the key, cut to the width of the keys
   * @param value the number, cut to the width of the values
   * @throws UnsupportedOperationException if keys or values are not integers
   * @throws MapFullException if the key is absent and the map full
   */
  void putLong(long key, long value);

  /**
   * Reads the value of a key into an object that exists, so that nothing is allocated.
   *
   * @param key the key
   * @param into an object of a plain class, whose fields are set; left alone if the key is absent
   * @return whether the key is there
   * @throws UnsupportedOperationException if values are not of a plain class, as records are not
   */
  boolean getInto(K key, V into);

  /**
   * This map of integers without boxes, for loops that must not allocate.
   *
   * @return a view; closed with this map
   * @throws UnsupportedOperationException if keys or values are not integers
   */
  BpfLongMap longs();

  /**
   * Puts many values, in batches where the kernel has them (Linux 5.6): several times as fast as
   * one by one. Not atomic: others see some of them before the rest.
   *
   * @param entries what to put
   * @throws MapFullException if the map is full before all are put; those before it stay
   */
  void putAll(Map<? extends K, ? extends V> entries);

  /**
   * Removes many keys, in batches where the kernel has them (Linux 5.6).
   *
   * @param keys the keys
   * @return how many were there
   */
  int removeAll(Iterable<? extends K> keys);

  /**
   * Takes all entries out of the map, in batches where the kernel has them (Linux 5.6): each one
   * that is removed is given to the action, with the very value that it had last. What programs put
   * meanwhile may stay.
   *
   * @param action what to do with each; if it throws, those that were removed with it are lost
   */
  void drain(BiConsumer<? super K, ? super V> action);

  /**
   * Takes the entries in the map's own order, in batches where the kernel has them (Linux 5.6).
   *
   * <p>Entries that stay are seen once. Entries that come or go meanwhile may be seen or not, and
   * one that is removed and put again may be seen twice. On kernels without batches the walk ends
   * after twice {@link #maxEntries()} steps at the latest, for it can start over when its place was
   * removed.
   *
   * <p>In a program (Linux 5.13) the entries come in the map's own order, which may be another than
   * Java's; keys and numbers are copies, structs are live.
   *
   * @param action what to do with each; may use this map, also to remove or put keys
   */
  @Override
  @KernelOperation(value = MapOperation.FOR_EACH, keyed = false)
  void forEach(BiConsumer<? super K, ? super V> action);

  /**
   * Counts the entries by walking through them; the kernel keeps no count.
   *
   * @return the number of entries seen
   */
  @Override
  long size();
}
