package bpf4j.syscall.internal.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * {@link LibC} by jnr-ffi.
 *
 * <p>jnr saves errno in a slot of the carrier thread right after the native call. A virtual thread
 * that unmounts before reading it would read another thread's: hence every method here ends in
 * {@link #result}, whose next step after the call is reading the slot, with nothing in between.
 */
final class JnrLibC implements LibC {
  // The newer calls have one number on all architectures (asm-generic/unistd.h).
  private static final long FSOPEN = 430;
  private static final long FSCONFIG = 431;
  private static final long FSMOUNT = 432;
  private static final long PIDFD_OPEN = 434;

  static final Loaded<LibC> INSTANCE = Loaded.by(JnrLibC::new);

  private final JnrFunctions c;
  private final Runtime runtime;
  private final long bpfNumber;
  private final long perfEventOpenNumber;

  private JnrLibC() {
    SyscallNumbers numbers = SyscallNumbers.ofThisMachine();
    bpfNumber = numbers.bpf();
    perfEventOpenNumber = numbers.perfEventOpen();
    c = LibraryLoader.create(JnrFunctions.class).failImmediately().load("c");
    runtime = Runtime.getSystemRuntime();
  }

  /** Loaded when first used: it costs about a quarter of what the first interface does. */
  private static final class SixArguments {
    static final JnrSixArgumentFunctions C =
        LibraryLoader.create(JnrSixArgumentFunctions.class).failImmediately().load("c");

    private SixArguments() {}
  }

  private long result(long returned) {
    return returned == -1 ? -runtime.getLastError() : returned;
  }

  @Override
  public long bpf(int command, long attr, int size) {
    return result(c.syscall(bpfNumber, command, attr, size));
  }

  @Override
  public long perfEventOpen(long attr, int pid, int cpu, int groupFd, long flags) {
    return result(SixArguments.C.syscall(perfEventOpenNumber, attr, pid, cpu, groupFd, flags));
  }

  @Override
  public long mmap(long address, long length, int protection, int flags, int fd, long offset) {
    return result(SixArguments.C.mmap(address, length, protection, flags, fd, offset));
  }

  @Override
  public long munmap(long address, long length) {
    return result(c.munmap(address, length));
  }

  @Override
  public long open(long path, int flags, int mode) {
    return result(c.open(path, flags, mode));
  }

  @Override
  public long close(int fd) {
    return result(c.close(fd));
  }

  @Override
  public long fcntl(int fd, int command, long argument) {
    return result(c.fcntl(fd, command, argument));
  }

  @Override
  public long ioctl(int fd, long request, long argument) {
    return result(c.ioctl(fd, request, argument));
  }

  @Override
  public long read(int fd, long buffer, long size) {
    return result(c.read(fd, buffer, size));
  }

  @Override
  public long write(int fd, long buffer, long size) {
    return result(c.write(fd, buffer, size));
  }

  @Override
  public long socket(int domain, int type, int protocol) {
    return result(c.socket(domain, type, protocol));
  }

  @Override
  public long bind(int fd, long address, int addressSize) {
    return result(c.bind(fd, address, addressSize));
  }

  @Override
  public long setsockopt(int fd, int level, int name, long value, int size) {
    return result(c.setsockopt(fd, level, name, value, size));
  }

  @Override
  public long getsockopt(int fd, int level, int name, long value, long sizeAddress) {
    return result(c.getsockopt(fd, level, name, value, sizeAddress));
  }

  @Override
  public long sendto(int fd, long data, long size, int flags, long address, int addressSize) {
    return result(SixArguments.C.sendto(fd, data, size, flags, address, addressSize));
  }

  @Override
  public long recv(int fd, long buffer, long size, int flags) {
    return result(c.recv(fd, buffer, size, flags));
  }

  @Override
  public long ifNameToIndex(long name) {
    int index = c.if_nametoindex(name);
    return index == 0 ? -runtime.getLastError() : index;
  }

  @Override
  public long epollCreate(int flags) {
    return result(c.epoll_create1(flags));
  }

  @Override
  public long epollControl(int epoll, int operation, int fd, long event) {
    return result(c.epoll_ctl(epoll, operation, fd, event));
  }

  @Override
  public long epollWait(int epoll, long events, int capacity, int timeoutMillis) {
    return result(c.epoll_wait(epoll, events, capacity, timeoutMillis));
  }

  @Override
  public long eventfd(int initial, int flags) {
    return result(c.eventfd(initial, flags));
  }

  @Override
  public long mount(long source, long target, long type, long flags, long data) {
    return result(c.mount(source, target, type, flags, data));
  }

  @Override
  public long umount(long target, int flags) {
    return result(c.umount2(target, flags));
  }

  @Override
  public long fsopen(long type, int flags) {
    return result(SixArguments.C.syscall(FSOPEN, type, flags, 0, 0, 0));
  }

  @Override
  public long fsconfig(int context, int command) {
    return result(SixArguments.C.syscall(FSCONFIG, context, command, 0, 0, 0));
  }

  @Override
  public long fsmount(int context, int flags, int attributes) {
    return result(SixArguments.C.syscall(FSMOUNT, context, flags, attributes, 0, 0));
  }

  @Override
  public long pidfdOpen(int pid, int flags) {
    return result(c.syscall(PIDFD_OPEN, pid, flags, 0));
  }

  @Override
  public long sysconf(int name) {
    return result(c.sysconf(name));
  }
}
