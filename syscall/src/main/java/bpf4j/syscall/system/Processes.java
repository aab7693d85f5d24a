package bpf4j.syscall.system;

import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;

/** Descriptors of processes and threads. */
public final class Processes {
  /** {@code PIDFD_THREAD}, which is {@code O_EXCL}. */
  private static final int THREAD = 0x80;

  private Processes() {}

  /**
   * Opens a process ({@code pidfd_open(2)}, Linux 5.3): a handle that never comes to mean another
   * one. To the kernel it is the process's first thread.
   *
   * @param pid its id in this process's PID namespace, as {@link ProcessHandle#pid()} tells
   * @return the descriptor, owned by the caller
   * @throws bpf4j.syscall.SyscallException with ESRCH if there is no such process, ENOSYS before
   *     Linux 5.3
   */
  public static Fd open(long pid) {
    return open(pid, 0);
  }

  /**
   * Opens a thread ({@code pidfd_open(2)} with {@code PIDFD_THREAD}, Linux 6.9).
   *
   * @param tid its id in this process's PID namespace
   * @return the descriptor, owned by the caller
   * @throws bpf4j.syscall.SyscallException with ESRCH if there is no such thread, EINVAL before
   *     Linux 6.9
   */
  public static Fd openThread(long tid) {
    return open(tid, THREAD);
  }

  private static Fd open(long id, int flags) {
    if (id < 1 || id > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no process or thread has the id " + id);
    }
    long result = LibC.instance().pidfdOpen((int) id, flags);
    return Fd.own((int) Failures.check("pidfd_open(" + id + ")", result));
  }
}
