package bpf4j.maps;

import java.util.Map;

/**
 * A histogram for each key: programs record, Java looks.
 *
 * <p>Every bucket of every key that was ever used is an entry of one hash map (Linux 3.19), which
 * programs add to atomically. Thread-safe, as {@link BpfMap} is.
 *
 * @param <K> the type of a key; keys are equal when their bytes are
 */
public interface BpfKeyedHistogram<K> extends AutoCloseable {

  /**
   * Counts a value of a key, in a program or from Java.
   *
   * @param key the key
   * @param value the value
   * @throws MapFullException if the bucket is new and the map full; a program's run ends then
   */
  void record(K key, long value);

  /**
   * What was recorded so far. Programs that record meanwhile are seen or not, each bucket for
   * itself.
   *
   * @return a copy: the histograms by key, those with the highest counts first. Sums of the values
   *     are not kept, so {@link Histogram#mean} is estimated from the buckets
   */
  Map<K, Histogram> snapshot();

  /** Removes all counts; what programs record at the very same moment may be lost. */
  void clear();

  /** {@return the name of the unit of the values, as {@code usecs}; empty if it was given none} */
  String unit();

  /** {@return the map that holds the counts by {@link Bucket}} */
  BpfHash<Bucket<K>, Long> counts();

  /** {@return the bars of each key, as {@link Histogram#toText} has them for this terminal} */
  @Override
  String toString();

  /** Gives up the map. Closing twice is harmless. */
  @Override
  void close();

  /**
   * One bucket of one key.
   *
   * @param <K> the type of the key
   * @param key the key
   * @param number the bucket's number: its place in {@link Histogram#buckets}
   */
  record Bucket<K>(K key, int number) {}
}
