package bpf4j.maps;

/**
 * An integer in memory that programs and this process share: each operation is one load, store or
 * atomic instruction, without a system call.
 *
 * <p>Plain {@link #get} and {@link #set} have no order with other accesses; the acquire and release
 * forms order what was written before with what is read after. {@link #add}, {@link #getAndAdd},
 * {@link #getAndSet} and {@link #compareAndSet} are atomic also with programs: none of either
 * side's updates is lost.
 *
 * <p>Numbers are extended to 64 bits as their layout says, and cut to its width when written. All
 * methods throw {@link IllegalStateException} after the map was closed; thread-safe. Of a twin the
 * operations are atomic with each other, but not with the fields of a live object.
 */
public interface BpfNumber {

  /** {@return the number} */
  long get();

  /**
   * Sets the number.
   *
   * @param value the number, cut to its width
   */
  void set(long value);

  /** {@return the number; what follows sees all that was written before it was released} */
  long getAcquire();

  /**
   * Sets the number; whoever acquires it sees all that was written before.
   *
   * @param value the number, cut to its width
   */
  void setRelease(long value);

  /**
   * Adds to the number atomically, wrapping round.
   *
   * @param delta what to add
   * @throws UnsupportedOperationException if the number is not one of four or eight bytes in host
   *     order
   */
  default void add(long delta) {
    getAndAdd(delta);
  }

  /**
   * Adds to the number atomically, wrapping round.
   *
   * @param delta what to add
   * @return the number before
   * @throws UnsupportedOperationException if the number is not one of four or eight bytes in host
   *     order
   */
  long getAndAdd(long delta);

  /**
   * Replaces the number atomically.
   *
   * @param value the new number, cut to its width
   * @return the number before
   * @throws UnsupportedOperationException if the number is not one of four or eight bytes in host
   *     order
   */
  long getAndSet(long value);

  /**
   * Replaces the number atomically if it is what is expected.
   *
   * @param expected the number that must be there, cut to its width
   * @param value the new number, cut to its width
   * @return whether it was there and is replaced
   * @throws UnsupportedOperationException if the number is not one of four or eight bytes in host
   *     order
   */
  boolean compareAndSet(long expected, long value);
}
