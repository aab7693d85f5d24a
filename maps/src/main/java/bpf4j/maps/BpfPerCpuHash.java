package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

/**
 * Values by key, one per CPU for each key ({@code BPF_MAP_TYPE_PERCPU_HASH}, Linux 4.6).
 *
 * <p>A program sees the value of the CPU it runs on, by {@link #local}, {@link #putLocal}, {@link
 * #localOrCreate} and {@link #add}; Java sees all of them, by {@link #get} and {@link #sum}: one
 * for each <em>possible</em> CPU, in the order of CPU numbers. A value that a program puts is zero
 * for the other CPUs.
 *
 * @param <K> the type of a key; keys are equal when their bytes are
 * @param <V> the type of one CPU's value
 */
public interface BpfPerCpuHash<K, V> extends BpfKeyed<K, List<V>> {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<V> valueLayout();

  /** {@return how many values a key has: the number of possible CPUs; 1 for a twin} */
  int cpus();

  /**
   * In a program, the value of the CPU it runs on. Java runs on no certain CPU: only a twin
   * answers.
   *
   * @param key the key
   * @return the value, or {@code null} if the key is absent; in a program a struct is live
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   */
  @KernelOperation(MapOperation.LOOKUP)
  V local(K key);

  /**
   * In a program, the value of the CPU it runs on; zeros are put for all CPUs if the key is absent.
   *
   * @param key the key
   * @return the value; in a program a struct is live
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.GET_OR_CREATE)
  V localOrCreate(K key);

  /**
   * In a program, sets the value of the CPU it runs on.
   *
   * @param key the key
   * @param value the value, which is copied
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.UPDATE)
  void putLocal(K key, V value);

  /**
   * In a program, adds to the integer of the CPU it runs on, wrapping round; an absent key counts
   * as 0 and is put.
   *
   * @param key the key
   * @param delta what to add
   * @throws UnsupportedOperationException if called from Java on a map in the kernel, or if the
   *     values are not integers of four or eight bytes in host order
   * @throws MapFullException if the key is absent and the map full
   */
  @KernelOperation(MapOperation.ADD)
  void add(K key, long delta);

  /**
   * Removes a key with the values of all CPUs.
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
   * The values of all CPUs.
   *
   * @param key the key
   * @return copies, the one of CPU n at n; {@code null} if the key is absent
   */
  List<V> get(K key);

  /**
   * The values of all CPUs, or others.
   *
   * @param key the key
   * @param absent the result if the key is absent
   * @return copies, the one of CPU n at n, or {@code absent}
   */
  default List<V> getOrDefault(K key, List<V> absent) {
    List<V> values = get(key);
    return values == null ? absent : values;
  }

  /**
   * Sets the values of all CPUs if the key is there.
   *
   * @param key the key
   * @param values as many as {@link #cpus()}
   * @return whether the key was there
   */
  boolean replace(K key, List<? extends V> values);

  /**
   * Removes a key and gives its values: of all who do so for one key, one gets them. Before Linux
   * 5.14 two system calls do it, and what is put between them is lost.
   *
   * @param key the key
   * @return the values it had, or {@code null} if it was absent
   */
  List<V> getAndRemove(K key);

  /**
   * Sets the values of all CPUs.
   *
   * @param key the key
   * @param values as many as {@link #cpus()}
   * @throws MapFullException if the key is absent and the map full
   */
  void put(K key, List<? extends V> values);

  /**
   * The sum of all CPUs' integers, wrapping round; nothing is allocated beyond what the key takes.
   *
   * @param key the key
   * @return the sum, 0 if the key is absent
   * @throws UnsupportedOperationException if the values are not integers
   */
  long sum(K key);

  /**
   * The least of all CPUs' integers.
   *
   * @param key the key
   * @return the least, in the order that the layout says, signed or unsigned; empty if the key is
   *     absent
   * @throws UnsupportedOperationException if the values are not integers
   */
  OptionalLong min(K key);

  /**
   * The greatest of all CPUs' integers.
   *
   * @param key the key
   * @return the greatest, in the order that the layout says, signed or unsigned; empty if the key
   *     is absent
   * @throws UnsupportedOperationException if the values are not integers
   */
  OptionalLong max(K key);

  /**
   * Makes one value of those of all CPUs, in the order of CPU numbers.
   *
   * @param key the key
   * @param operator makes one value of what it has made so far and the next
   * @return the last one made; empty if the key is absent
   */
  default Optional<V> reduce(K key, BinaryOperator<V> operator) {
    Objects.requireNonNull(operator, "operator");
    List<V> values = get(key);
    return values == null ? Optional.empty() : values.stream().reduce(operator);
  }

  /**
   * Puts entries, in batches where the kernel has them (Linux 5.6). Nothing is undone when one
   * finds no room.
   *
   * @param all keys with as many values as {@link #cpus()} each
   * @throws MapFullException if the map is full
   */
  void putAll(Map<? extends K, ? extends List<? extends V>> all);

  /**
   * Removes keys, in batches where the kernel has them (Linux 5.6).
   *
   * @param keys the keys
   * @return how many were there
   */
  int removeAll(Iterable<? extends K> keys);

  /**
   * Takes the entries in the map's own order, as {@link BpfHash#forEach} does.
   *
   * @param action what to do with each key and its values
   */
  @Override
  void forEach(BiConsumer<? super K, ? super List<V>> action);

  /**
   * In a program (Linux 5.13), takes the entries with the values of the CPU it runs on, in the
   * map's own order.
   *
   * @param action what to do with each; keys and numbers are copies, structs are live
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   */
  @KernelOperation(value = MapOperation.FOR_EACH, keyed = false)
  void forEachLocal(BiConsumer<? super K, ? super V> action);

  /**
   * Counts the entries by walking through them.
   *
   * @return the number of entries seen
   */
  @Override
  long size();
}
