package bpf4j.maps;

/** Takes the entries of a map of integers, without boxes. */
@FunctionalInterface
public interface LongLongConsumer {

  /**
   * Takes one entry.
   *
   * @param key its key
   * @param value its value
   */
  void accept(long key, long value);
}
