package bpf4j.maps.internal.jvm;

import bpf4j.maps.MapCursor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A cursor over the entries of one moment.
 *
 * @param <K> the type of a key
 * @param <E> the type of what a key has
 */
final class JvmCursor<K, E> implements MapCursor<K, E> {

  private final JvmMap<?, ?> map;
  private final Iterator<Map.Entry<K, E>> rest;
  private Map.Entry<K, E> here;
  private boolean closed;

  JvmCursor(JvmMap<?, ?> map, List<Map.Entry<K, E>> entries) {
    this.map = map;
    this.rest = entries.iterator();
  }

  @Override
  public boolean next() {
    if (closed) {
      throw new IllegalStateException("The cursor over " + map.name() + " is closed");
    }
    map.requireOpen();
    here = rest.hasNext() ? rest.next() : null;
    return here != null;
  }

  private Map.Entry<K, E> here() {
    if (closed || here == null) {
      throw new IllegalStateException(
          "The cursor over " + map.name() + " is at no entry; call next() until it is false");
    }
    return here;
  }

  @Override
  public K key() {
    return here().getKey();
  }

  @Override
  public E value() {
    return here().getValue();
  }

  @Override
  public void close() {
    closed = true;
  }
}
