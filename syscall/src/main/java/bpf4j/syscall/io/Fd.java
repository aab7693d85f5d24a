package bpf4j.syscall.io;

import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * A file descriptor that this object owns and closes once.
 *
 * <p>An owned descriptor is never 0, 1 or 2 (0 means "none" in many {@code bpf(2)} attributes) and
 * is closed on exec. {@link #close()} is idempotent and safe while another thread is inside a call
 * on the descriptor: the number stays reserved until that call has left, so that no call can ever
 * reach a reused number. Using a closed descriptor throws {@link IllegalStateException}.
 *
 * <p>The number is reached by a lease, two atomic additions (about 5 ns together, uncontended):
 *
 * <pre>{@code
 * int number = fd.acquire();
 * try {
 *   ...
 * } finally {
 *   fd.release();
 * }
 * }</pre>
 *
 * <p>Nothing is closed by garbage collection. Thread-safe.
 */
public final class Fd implements AutoCloseable {
  private static final int CLOSED = 1 << 31;
  private static final int FINISHED = 1 << 30;
  private static final int FIRST_OWNED = 3;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int O_CLOEXEC = 0x80000;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Fd.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int number;
  private final boolean owned;

  /** Leases held, {@link #CLOSED} once closed, {@link #FINISHED} once the number is given back. */
  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  private Fd(int number, boolean owned) {
    this.number = number;
    this.owned = owned;
  }

  /**
   * Takes ownership of a descriptor that a call just returned. A number below 3 is moved up.
   *
   * @param number an open descriptor that nobody else will close, made with its close-on-exec flag
   * @return the owner
   * @throws bpf4j.syscall.SyscallException if a low number cannot be moved; it is closed then
   */
  public static Fd own(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a file descriptor: " + number);
    }
    if (number >= FIRST_OWNED) {
      return new Fd(number, true);
    }
    LibC c = LibC.instance();
    long moved = c.fcntl(number, F_DUPFD_CLOEXEC, FIRST_OWNED);
    c.close(number);
    return new Fd((int) Failures.check("fcntl(F_DUPFD_CLOEXEC)", moved), true);
  }

  /**
   * Opens a file or folder for reading ({@code open(2)}): a control group's folder, a namespace,
   * and what else the kernel takes by its descriptor.
   *
   * @param path where it is
   * @return the descriptor, owned by the caller
   * @throws bpf4j.syscall.SyscallException if it cannot be opened
   */
  public static Fd open(Path path) {
    try (NativeMemory text = NativeMemory.cString(path.toString())) {
      long result = LibC.instance().open(text.address(), O_CLOEXEC, 0);
      return own((int) Failures.check("open(" + path + ")", result));
    }
  }

  /**
   * Wraps a descriptor that somebody else owns, a Java channel's for instance. Closing the result
   * leaves the descriptor open; the owner must keep it open for as long as the result is used.
   *
   * @param number an open descriptor, 0 or more
   * @return a view of it
   */
  public static Fd borrow(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a file descriptor: " + number);
    }
    return new Fd(number, false);
  }

  /**
   * Takes a lease: until {@link #release()} the number stays this descriptor's, whoever closes it.
   *
   * @return the descriptor's number
   * @throws IllegalStateException if it has been closed; no lease is held then
   */
  public int acquire() {
    if ((int) STATE.getAndAdd(this, 1) < 0) {
      release();
      throw new IllegalStateException(this + " is closed");
    }
    return number;
  }

  /** Gives back a lease. The last one out closes a descriptor whose owner closed it meanwhile. */
  public void release() {
    if ((int) STATE.getAndAdd(this, -1) == CLOSED + 1) {
      finish();
    }
  }

  /**
   * Opens a second descriptor for the same kernel object ({@code F_DUPFD_CLOEXEC}).
   *
   * @return the new descriptor, owned
   * @throws bpf4j.syscall.SyscallException with EMFILE when the process is out of descriptors
   * @throws IllegalStateException if this one has been closed
   */
  public Fd duplicate() {
    int from = acquire();
    try {
      long copy = LibC.instance().fcntl(from, F_DUPFD_CLOEXEC, FIRST_OWNED);
      return new Fd((int) Failures.check("fcntl(F_DUPFD_CLOEXEC)", copy), true);
    } finally {
      release();
    }
  }

  /**
   * Returns the number for messages and for {@code /proc} paths. It may be reused by the system as
   * soon as the descriptor is closed: calls use {@link #acquire()}.
   *
   * @return the number, also after closing
   */
  public int number() {
    return number;
  }

  /**
   * Tells whether the descriptor has not been closed.
   *
   * @return false once {@link #close()} was called
   */
  public boolean isOpen() {
    return (int) STATE.getVolatile(this) >= 0;
  }

  /**
   * Closes the descriptor, now or as soon as the last lease is given back. Closing twice is
   * harmless.
   */
  @Override
  public void close() {
    STATE.getAndBitwiseOr(this, CLOSED);
    finish();
  }

  /** Only one thread ever finds the state closed, without leases and not finished. */
  private void finish() {
    if (STATE.compareAndSet(this, CLOSED, CLOSED | FINISHED) && owned) {
      LibC.instance().close(number); // the number is free again even when close reports an error
    }
  }

  @Override
  public String toString() {
    return "file descriptor " + number;
  }
}
