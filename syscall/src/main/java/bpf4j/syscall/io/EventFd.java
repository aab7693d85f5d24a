package bpf4j.syscall.io;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;

/**
 * A counter that other threads can wait for with {@link Epoll} ({@code eventfd(2)}), for waking a
 * thread that waits for something else. Thread-safe.
 */
public final class EventFd implements AutoCloseable {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final Fd fd;
  private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
  private final NativeMemory sink = NativeMemory.allocate(Long.BYTES);

  private EventFd(Fd fd) {
    this.fd = fd;
    one.buffer().putLong(0, 1);
  }

  /**
   * Opens a counter at 0.
   *
   * @return the counter, owned by the caller
   */
  public static EventFd open() {
    long result = LibC.instance().eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return new EventFd(Fd.own((int) Failures.check("eventfd", result)));
  }

  /** Adds one: whoever waits for the descriptor wakes, and keeps waking until {@link #clear()}. */
  public void signal() {
    int number = fd.acquire();
    try {
      long result = LibC.instance().write(number, one.address(), Long.BYTES);
      if (result != -Errno.EAGAIN.number()) { // EAGAIN: the counter is full, which wakes as well
        Failures.check("write(eventfd)", result);
      }
    } finally {
      fd.release();
    }
  }

  /**
   * Sets the counter to 0.
   *
   * @return whether it was more before
   */
  public boolean clear() {
    int number = fd.acquire();
    try {
      long result = LibC.instance().read(number, sink.address(), Long.BYTES);
      if (result == -Errno.EAGAIN.number()) {
        return false;
      }
      Failures.check("read(eventfd)", result);
      return true;
    } finally {
      fd.release();
    }
  }

  /**
   * Returns the descriptor, to be given to {@link Epoll#add}.
   *
   * @return the descriptor, owned by this object
   */
  public Fd fd() {
    return fd;
  }

  @Override
  public void close() {
    fd.close();
  }
}
