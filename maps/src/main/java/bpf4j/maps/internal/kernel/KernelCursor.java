package bpf4j.maps.internal.kernel;

import bpf4j.maps.MapCursor;
import bpf4j.maps.layout.Layout;
import java.nio.ByteBuffer;

/**
 * A cursor over a walk's pages.
 *
 * @param <K> the type of a key
 * @param <E> the type of what a key has
 */
final class KernelCursor<K, E> implements MapCursor<K, E> {

  /** Reads what a key has. */
  interface Reader<E> {
    E read(ByteBuffer values, int offset);
  }

  private final KernelMap<?, ?> map;
  private final MapWalk walk;
  private final Layout<K> keys;
  private final Reader<E> reader;
  private final int valueSize;
  private int count;
  private int index = -1;
  private boolean closed;

  KernelCursor(KernelMap<?, ?> map, MapWalk walk, Layout<K> keys, Reader<E> reader, int valueSize) {
    this.map = map;
    this.walk = walk;
    this.keys = keys;
    this.reader = reader;
    this.valueSize = valueSize;
    walk.restart();
  }

  @Override
  public boolean next() {
    if (closed) {
      throw new IllegalStateException("The cursor over " + map.name() + " is closed");
    }
    map.requireOpen();
    if (++index < count) {
      return true;
    }
    index = 0;
    count = walk.next();
    return count > 0;
  }

  private int here() {
    if (closed || index < 0 || index >= count) {
      throw new IllegalStateException(
          "The cursor over " + map.name() + " is at no entry; call next() until it is false");
    }
    return index;
  }

  @Override
  public K key() {
    return keys.read(walk.keys(), walk.firstKey() + here() * keys.size());
  }

  @Override
  public E value() {
    return reader.read(walk.values(), here() * valueSize);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      map.giveBack(walk);
    }
  }
}
