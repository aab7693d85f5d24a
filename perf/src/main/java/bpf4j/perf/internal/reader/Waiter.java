package bpf4j.perf.internal.reader;

import bpf4j.perf.internal.ring.Ring;

/** Where a reader sleeps. One thread sleeps at a time; any thread may wake it. */
interface Waiter extends AutoCloseable {

  /** Has a ring's records end the sleep. */
  void add(Ring ring);

  /** Forgets a ring, which is still open. */
  void remove(Ring ring);

  /**
   * Sleeps until there may be records, or {@link #wake()} or an interrupt, which both also end the
   * next sleep if there is none.
   *
   * @param nanos how long at most, more than 0
   */
  void await(long nanos);

  /** Wakes. */
  void wake();

  @Override
  void close();
}
