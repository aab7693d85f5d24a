package bpf4j.perf;

import java.util.Optional;

/** A thread that hands out events; see {@link EventReader#start}. Thread-safe. */
public interface EventLoop extends AutoCloseable {

  /** {@return the thread, for its name, priority or CPU} */
  Thread thread();

  /** {@return what ended the loop, if something was thrown} */
  Optional<Throwable> failure();

  /**
   * Ends the loop, after the event that is being handled, and waits for that; called by its own
   * handler it does not wait. The reader stays open, and can be read on.
   */
  @Override
  void close();
}
