package bpf4j.syscall.io;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Waits for many descriptors at once ({@code epoll(7)}), level-triggered unless said otherwise.
 *
 * <p>Descriptors may be added and removed by any thread, also during a wait; one thread at a time
 * may wait and read the events. A wait allocates nothing. To wake a waiting thread, add an {@link
 * EventFd}. Blocked waits hold their platform thread.
 *
 * <pre>
 *   struct epoll_event, packed on x86-64 only:   events u32 | data u64          12 bytes
 *                              elsewhere:        events u32 | pad u32 | data u64   16 bytes
 * </pre>
 */
public final class Epoll implements AutoCloseable {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EPOLLOUT = 4;
  private static final int EPOLLERR = 8;
  private static final int EPOLLHUP = 16;
  private static final int EPOLLET = 1 << 31;

  private static final boolean PACKED =
      System.getProperty("os.arch").equals("amd64")
          || System.getProperty("os.arch").equals("x86_64");
  private static final int EVENT_SIZE = PACKED ? 12 : 16;
  private static final int DATA = PACKED ? 4 : 8;

  /** What to wait for. */
  public enum Interest {
    /** The descriptor can be read. */
    READABLE(EPOLLIN),
    /** The descriptor can be written. */
    WRITABLE(EPOLLOUT),
    /**
     * The descriptor can be written, once; then each time it is said to be writable, whether or not
     * it was all the time ({@code EPOLLET}). For what is writable and yet has too little room.
     */
    WRITABLE_ANEW(EPOLLOUT | EPOLLET);

    private final int events;

    Interest(int events) {
      this.events = events;
    }
  }

  private final Fd fd;
  private final NativeMemory events;
  private final int capacity;

  private Epoll(Fd fd, int capacity) {
    this.fd = fd;
    this.capacity = capacity;
    this.events = NativeMemory.allocate(capacity * EVENT_SIZE);
  }

  /**
   * Opens an empty set.
   *
   * @param capacity the most events one wait returns; the others come with the next
   * @return the set, owned by the caller
   */
  public static Epoll open(int capacity) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException("between 1 and 1048576 events fit, not " + capacity);
    }
    long result = LibC.instance().epollCreate(EPOLL_CLOEXEC);
    return new Epoll(Fd.own((int) Failures.check("epoll_create1", result)), capacity);
  }

  /**
   * Adds a descriptor. Closing it removes it again, unless a duplicate is still open.
   *
   * @param member what to wait for
   * @param interest what it must be ready for; errors and hang-ups always count
   * @param data a number that its events will carry
   */
  public void add(Fd member, Interest interest, long data) {
    try (NativeMemory event = NativeMemory.allocate(EVENT_SIZE)) {
      event.buffer().putInt(0, interest.events);
      event.buffer().putLong(DATA, data);
      Failures.check("epoll_ctl(EPOLL_CTL_ADD)", control(EPOLL_CTL_ADD, member, event.address()));
    }
  }

  /**
   * Removes a descriptor.
   *
   * @param member the descriptor
   * @return false if it was not in the set
   */
  public boolean remove(Fd member) {
    long result = control(EPOLL_CTL_DEL, member, 0);
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    Failures.check("epoll_ctl(EPOLL_CTL_DEL)", result);
    return true;
  }

  private long control(int operation, Fd member, long event) {
    int set = fd.acquire();
    try {
      int number = member.acquire();
      try {
        return LibC.instance().epollControl(set, operation, number, event);
      } finally {
        member.release();
      }
    } finally {
      fd.release();
    }
  }

  /**
   * Waits until a descriptor is ready. A signal ends the wait early, as if the time were up.
   *
   * @param millis how long at most; 0 not at all, negative for ever
   * @return the number of events, 0 if the time is up
   * @throws IllegalStateException if the set has been closed
   */
  public int await(int millis) {
    int set = fd.acquire();
    try {
      long result = LibC.instance().epollWait(set, events.address(), capacity, millis);
      return result == -Errno.EINTR.number() ? 0 : (int) Failures.check("epoll_wait", result);
    } finally {
      fd.release();
    }
  }

  /**
   * As {@link #await(int)}, in whole milliseconds, rounded up.
   *
   * @param timeout how long at most, not negative
   * @return the number of events, 0 if the time is up
   */
  public int await(Duration timeout) {
    long millis = timeout.plusNanos(999_999).toMillis();
    return await((int) Math.min(Math.max(millis, 0), Integer.MAX_VALUE));
  }

  /**
   * Returns the number that an event's descriptor was added with.
   *
   * @param index 0 to the last wait's result - 1
   * @return the number
   */
  public long data(int index) {
    return events().getLong(index * EVENT_SIZE + DATA);
  }

  /**
   * Tells whether an event is an error or a hang-up, for instance because a perf event's process is
   * gone.
   *
   * @param index 0 to the last wait's result - 1
   * @return true if it is
   */
  public boolean isError(int index) {
    return (events().getInt(index * EVENT_SIZE) & (EPOLLERR | EPOLLHUP)) != 0;
  }

  private ByteBuffer events() {
    return events.buffer();
  }

  /** Closes the set, not its members. A thread inside a wait stays there until it ends: wake it. */
  @Override
  public void close() {
    fd.close();
  }
}
