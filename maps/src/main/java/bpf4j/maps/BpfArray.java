package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A fixed number of values, indexed from 0, all of them always there and zero at first ({@code
 * BPF_MAP_TYPE_ARRAY}, Linux 3.19).
 *
 * <p>An index below 0 or from {@link #maxEntries()} on throws {@link IndexOutOfBoundsException}.
 *
 * @param <V> the type of a value
 */
public interface BpfArray<V> extends BpfMap {

  @Override
  Layout<Integer> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * The value at an index.
   *
   * @param index the index
   * @return a copy, never {@code null}; in a program a struct is live
   */
  @KernelOperation(MapOperation.LOOKUP)
  V get(int index);

  /**
   * Sets the value at an index.
   *
   * @param index the index
   * @param value the value, which is copied
   */
  @KernelOperation(MapOperation.UPDATE)
  void put(int index, V value);

  /**
   * Sets values side by side; by system call in batches where the kernel has them (Linux 5.6).
   *
   * @param first the index of the first
   * @param values the values, which are copied
   * @throws IndexOutOfBoundsException if they do not all fit; none is set then
   */
  default void putAll(int first, List<? extends V> values) {
    Objects.checkFromIndexSize(first, values.size(), maxEntries());
    int index = first;
    for (V value : values) {
      put(index++, value);
    }
  }

  /**
   * The integer at an index, without a box.
   *
   * @param index the index
   * @return the number, extended to 64 bits as its layout says
   * @throws UnsupportedOperationException if the values are not integers
   */
  @KernelOperation(MapOperation.LOOKUP)
  long getLong(int index);

  /**
   * Sets the integer at an index, without a box.
   *
   * @param index the index
   * @param value the number, cut to the width of the values
   * @throws UnsupportedOperationException if the values are not integers
   */
  @KernelOperation(MapOperation.UPDATE)
  void putLong(int index, long value);

  /**
   * Adds to the integer at an index, wrapping round.
   *
   * <p>In a program this is one atomic instruction. Called from Java it is atomic among the threads
   * that use this object, but a program's update between its reading and writing is lost, as the
   * kernel offers no atomic update by system call: {@link BpfMaps#mmapArray} makes arrays whose
   * {@code add} is atomic for both.
   *
   * @param index the index
   * @param delta what to add
   * @throws UnsupportedOperationException if the values are not integers of four or eight bytes in
   *     host order
   */
  @KernelOperation(MapOperation.ADD)
  void add(int index, long delta);

  /**
   * Takes every entry in the order of indexes, in batches where the kernel has them (Linux 5.6). In
   * a program (Linux 5.13) numbers are copies, structs are live.
   *
   * @param action what to do with each; may use this map
   */
  @KernelOperation(value = MapOperation.FOR_EACH, keyed = false)
  void forEach(IndexConsumer<? super V> action);

  /**
   * Copies the values.
   *
   * @return a list of its own, the value at each index
   */
  default List<V> snapshot() {
    List<V> copy = new ArrayList<>(maxEntries());
    forEach((index, value) -> copy.add(value));
    return copy;
  }

  /**
   * The values of this moment as a stream, in the order of indexes.
   *
   * @return a sequential stream
   */
  default Stream<V> stream() {
    return snapshot().stream();
  }
}
