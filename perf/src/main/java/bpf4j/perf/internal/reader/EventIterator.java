package bpf4j.perf.internal.reader;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Takes events out of a reader's rings in portions. */
final class EventIterator<T> implements Iterator<T> {
  private static final int PORTION = 1024;

  private final RingReader<T> reader;
  private final ArrayDeque<T> taken = new ArrayDeque<>();

  EventIterator(RingReader<T> reader) {
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    return !taken.isEmpty() || reader.collect(taken, PORTION);
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the reader is closed");
    }
    return taken.remove();
  }
}
