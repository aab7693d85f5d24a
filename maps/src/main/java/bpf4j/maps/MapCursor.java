package bpf4j.maps;

/**
 * Goes through the entries of a map, one by one, in memory that does not grow with the map. Entries
 * that stay are seen once; those that come or go meanwhile may be seen or not.
 *
 * <pre>{@code
 * try (var cursor = flows.entries()) {
 *   while (cursor.next()) {
 *     System.out.println(cursor.key() + " " + cursor.value());
 *   }
 * }
 * }</pre>
 *
 * <p>For one thread at a time. The map must stay open; it may be used, and changed, meanwhile.
 *
 * @param <K> the type of a key
 * @param <E> the type of what a key has: a value, or one for each CPU
 */
public interface MapCursor<K, E> extends AutoCloseable {

  /**
   * Goes to the next entry, at first to the first.
   *
   * @return false if there is none
   * @throws IllegalStateException if the cursor or the map is closed
   */
  boolean next();

  /**
   * The key of the entry.
   *
   * @return a copy
   * @throws IllegalStateException if the cursor is at no entry
   */
  K key();

  /**
   * The value of the entry as it was when the cursor came near; of a twin, a struct is live.
   *
   * @return a copy
   * @throws IllegalStateException if the cursor is at no entry
   */
  E value();

  /** Lets go of the cursor's memory, not of the map. Closing twice is harmless. */
  @Override
  void close();
}
