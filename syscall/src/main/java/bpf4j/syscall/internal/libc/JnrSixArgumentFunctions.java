package bpf4j.syscall.internal.libc;

import jnr.ffi.provider.jffi.NoX86;

/**
 * C functions of six integer arguments. jnr-ffi's x86-64 stub passes the sixth argument of such a
 * call wrongly (it loads the return address), silently; {@code @NoX86} turns that stub off, but
 * only on a whole interface: on a method jnr ignores it.
 */
@NoX86
@SuppressWarnings("checkstyle:MethodName") // jnr binds by name
public interface JnrSixArgumentFunctions {
  /** {@code mmap(2)}. */
  long mmap(long address, long length, int protection, int flags, int fd, long offset);

  /** {@code sendto(2)}. */
  long sendto(int fd, long data, long size, int flags, long address, int addressSize);

  /** {@code syscall(2)}, shaped for {@code perf_event_open(2)}. */
  long syscall(long number, long attr, int pid, int cpu, int groupFd, long flags);
}
