package bpf4j.benchmarks.code;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what has been opened so far when the rest cannot be, the last first. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <R extends AutoCloseable> R add(R resource) {
    open.push(resource);
    return resource;
  }

  /** All went well: it is for others to close them now. */
  void keep() {
    open.clear();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
