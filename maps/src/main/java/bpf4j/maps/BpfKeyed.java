package bpf4j.maps;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A map whose keys come and go: what hash maps and tries share on the Java side.
 *
 * @param <K> the type of a key
 * @param <E> the type of what a key has: a value, or one for each CPU
 */
public interface BpfKeyed<K, E> extends BpfMap {

  /**
   * Removes a key.
   *
   * @param key the key
   * @return whether it was there
   */
  boolean remove(K key);

  /**
   * Takes the entries in the map's own order, as a cursor does.
   *
   * @param action what to do with each; may use this map
   */
  void forEach(BiConsumer<? super K, ? super E> action);

  /**
   * Goes through the entries one by one, in batches where the kernel has them (Linux 5.6).
   *
   * @return a cursor before the first entry, to be closed
   */
  MapCursor<K, E> entries();

  /**
   * Counts the entries by walking through them; the kernel keeps no count.
   *
   * @return the number of entries seen
   */
  long size();

  /**
   * The entries as a stream, fetched as it goes.
   *
   * @return a sequential stream of entries that do not change, to be closed
   */
  default Stream<Map.Entry<K, E>> stream() {
    MapCursor<K, E> cursor = entries();
    Iterator<Map.Entry<K, E>> iterator =
        new Iterator<>() {
          private boolean ahead;
          private boolean present;

          @Override
          public boolean hasNext() {
            if (!ahead) {
              present = cursor.next();
              ahead = true;
            }
            return present;
          }

          @Override
          public Map.Entry<K, E> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            ahead = false;
            return Map.entry(cursor.key(), cursor.value());
          }
        };
    int properties = Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, properties), false)
        .onClose(cursor::close);
  }

  /**
   * Copies the entries.
   *
   * @return a map of its own, in the order they were seen
   */
  default Map<K, E> snapshot() {
    Map<K, E> copy = new LinkedHashMap<>();
    forEach(copy::put);
    return copy;
  }

  /** Removes the entries that it sees; others may put some meanwhile. */
  default void clear() {
    forEach((key, value) -> remove(key));
  }
}
