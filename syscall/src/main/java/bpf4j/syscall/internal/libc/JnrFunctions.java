package bpf4j.syscall.internal.libc;

/**
 * C functions of up to five integer arguments, bound by jnr's generated stubs. Public only because
 * jnr generates a class that implements it. {@code int} variadic arguments travel as fixed ones in
 * the x86-64 and arm64 Linux calling conventions.
 */
@SuppressWarnings("checkstyle:MethodName") // jnr binds by name
public interface JnrFunctions {
  /** {@code syscall(2)}, shaped for {@code bpf(2)}. */
  long syscall(long number, int command, long attr, int size);

  /** {@code munmap(2)}. */
  int munmap(long address, long length);

  /** {@code open(2)}. */
  int open(long path, int flags, int mode);

  /** {@code close(2)}. */
  int close(int fd);

  /** {@code fcntl(2)}. */
  int fcntl(int fd, int command, long argument);

  /** {@code ioctl(2)}. */
  int ioctl(int fd, long request, long argument);

  /** {@code read(2)}. */
  long read(int fd, long buffer, long size);

  /** {@code write(2)}. */
  long write(int fd, long buffer, long size);

  /** {@code socket(2)}. */
  int socket(int domain, int type, int protocol);

  /** {@code bind(2)}. */
  int bind(int fd, long address, int addressSize);

  /** {@code setsockopt(2)}. */
  int setsockopt(int fd, int level, int name, long value, int size);

  /** {@code getsockopt(2)}. */
  int getsockopt(int fd, int level, int name, long value, long sizeAddress);

  /** {@code recv(2)}. */
  long recv(int fd, long buffer, long size, int flags);

  /** {@code if_nametoindex(3)}: 0 on failure. */
  int if_nametoindex(long name);

  /** {@code epoll_create1(2)}. */
  int epoll_create1(int flags);

  /** {@code epoll_ctl(2)}. */
  int epoll_ctl(int epoll, int operation, int fd, long event);

  /** {@code epoll_wait(2)}. */
  int epoll_wait(int epoll, long events, int capacity, int timeoutMillis);

  /** {@code eventfd(2)}. */
  int eventfd(int initial, int flags);

  /** {@code mount(2)}. */
  int mount(long source, long target, long type, long flags, long data);

  /** {@code umount2(2)}. */
  int umount2(long target, int flags);

  /** {@code sysconf(3)}. */
  long sysconf(int name);
}
