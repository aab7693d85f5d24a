package bpf4j.maps.internal.ring;

/** Waits for a ring's consumer. Belongs to one writer. */
public interface Room extends AutoCloseable {

  /** How long it takes at most until a closed ring, or an interrupt, is noticed. */
  long SLICE_NANOS = 50_000_000;

  /**
   * Waits until the consumer may have moved on, or for a while.
   *
   * @param consumer the consumer position that left too little room
   * @param nanos how long at most
   * @throws InterruptedException if the thread is interrupted
   */
  void await(long consumer, long nanos) throws InterruptedException;

  @Override
  void close();
}
