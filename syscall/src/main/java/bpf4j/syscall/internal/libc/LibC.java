package bpf4j.syscall.internal.libc;

import java.nio.ByteBuffer;

/**
 * The C library functions and raw system calls that bpf4j uses, with primitives only.
 *
 * <p>Every method returns what the function returned, or the <em>negated errno</em> if it failed,
 * so that no caller ever reads a thread's errno by itself. All addresses are native addresses that
 * must stay valid during the call. Implementations are thread-safe and allocate nothing.
 */
public interface LibC {
  /** {@code bpf(2)}. */
  long bpf(int command, long attr, int size);

  /** {@code perf_event_open(2)}. */
  long perfEventOpen(long attr, int pid, int cpu, int groupFd, long flags);

  /** {@code mmap(2)}: the address, or the negated errno (-4095 to -1). */
  long mmap(long address, long length, int protection, int flags, int fd, long offset);

  /** {@code munmap(2)}. */
  long munmap(long address, long length);

  /** {@code open(2)}. */
  long open(long path, int flags, int mode);

  /** {@code close(2)}. */
  long close(int fd);

  /** {@code fcntl(2)} with an integer argument. */
  long fcntl(int fd, int command, long argument);

  /** {@code ioctl(2)}. */
  long ioctl(int fd, long request, long argument);

  /** {@code read(2)}. */
  long read(int fd, long buffer, long size);

  /** {@code write(2)}. */
  long write(int fd, long buffer, long size);

  /** {@code socket(2)}. */
  long socket(int domain, int type, int protocol);

  /** {@code bind(2)}. */
  long bind(int fd, long address, int addressSize);

  /** {@code setsockopt(2)}. */
  long setsockopt(int fd, int level, int name, long value, int size);

  /** {@code getsockopt(2)}; {@code sizeAddress} points to a 32-bit size. */
  long getsockopt(int fd, int level, int name, long value, long sizeAddress);

  /** {@code sendto(2)}. */
  long sendto(int fd, long data, long size, int flags, long address, int addressSize);

  /** {@code recv(2)}. */
  long recv(int fd, long buffer, long size, int flags);

  /** {@code if_nametoindex(3)}. */
  long ifNameToIndex(long name);

  /** {@code epoll_create1(2)}. */
  long epollCreate(int flags);

  /** {@code epoll_ctl(2)}. */
  long epollControl(int epoll, int operation, int fd, long event);

  /** {@code epoll_wait(2)}. */
  long epollWait(int epoll, long events, int capacity, int timeoutMillis);

  /** {@code eventfd(2)}. */
  long eventfd(int initial, int flags);

  /** {@code mount(2)}. */
  long mount(long source, long target, long type, long flags, long data);

  /** {@code umount2(2)}. */
  long umount(long target, int flags);

  /** {@code fsopen(2)}: starts to set up a file system. */
  long fsopen(long type, int flags);

  /** {@code fsconfig(2)} with a command that takes neither key nor value. */
  long fsconfig(int context, int command);

  /** {@code fsmount(2)}: a mount that is not in anybody's tree of folders. */
  long fsmount(int context, int flags, int attributes);

  /** {@code pidfd_open(2)}. */
  long pidfdOpen(int pid, int flags);

  /** {@code sysconf(3)}. */
  long sysconf(int name);

  /** Returns the process's C library, loading it on first use. */
  static LibC instance() {
    return JnrLibC.INSTANCE.orThrow();
  }

  /** The address of a direct buffer's first byte (its position is ignored). */
  static long addressOf(ByteBuffer direct) {
    return Memory.instance().addressOf(direct);
  }
}
