package bpf4j.maps;

import bpf4j.maps.layout.KernelObject;
import java.util.function.LongSupplier;

/**
 * A lock in the values of an array or hash map ({@code struct bpf_spin_lock}, Linux 5.1): programs
 * on all CPUs, and Java, take turns with the value that it lies in.
 *
 * <pre>{@code
 * static final class Account {
 *   final SpinLock lock = new SpinLock();
 *   long balance;
 *   long bookings;
 * }
 *
 * Account account = accounts.get(number);
 * if (account != null) {
 *   account.lock.run(() -> {
 *     account.balance += amount;
 *     account.bookings++;
 *   });
 * }
 * }</pre>
 *
 * <p>In a program, what is done under the lock must be short: it calls no helpers, so it neither
 * reads other maps nor asks for the time; this is refused with its line. A run that fails under the
 * lock gives it back. Socket filters, and programs on tracepoints, probes and perf events, cannot
 * use maps with locks.
 *
 * <p>Java's {@code get} and {@code put} of such values hold the lock while they copy ({@code
 * BPF_F_LOCK}), so that Java never sees, and programs under the lock never get, half of a change.
 * {@link #run} in Java is for values of maps that live in the JVM.
 *
 * <p>A value has at most one lock, as a field of the value itself, not of a struct in it.
 */
@KernelObject("bpf_spin_lock")
public final class SpinLock {
  /** The kernel's, which nobody else sees. */
  @SuppressWarnings({"unused", "FieldCanBeFinal"})
  private int val;

  /** A lock that nobody holds. */
  public SpinLock() {}

  /**
   * Does something while nobody else holds the lock.
   *
   * @param action what to do; it may not take this lock, nor, in a program, another one
   */
  public void run(Runnable action) {
    requireOther();
    synchronized (this) {
      action.run();
    }
  }

  /**
   * Computes a number while nobody else holds the lock.
   *
   * @param action what to compute; it may not take this lock, nor, in a program, another one
   * @return the number
   */
  public long getAsLong(LongSupplier action) {
    requireOther();
    synchronized (this) {
      return action.getAsLong();
    }
  }

  private void requireOther() {
    if (Thread.holdsLock(this)) {
      throw new IllegalStateException(
          "The lock is taken while it is held, which would never end in the kernel; take it once");
    }
  }
}
