package bpf4j.maps;

/**
 * Takes the entries of an array.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface IndexConsumer<V> {

  /**
   * Takes one entry.
   *
   * @param index its index
   * @param value a copy of its value
   */
  void accept(int index, V value);
}
