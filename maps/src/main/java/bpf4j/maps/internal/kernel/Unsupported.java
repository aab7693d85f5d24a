package bpf4j.maps.internal.kernel;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;

/** How the kernel says that a type of map lacks an operation that others have. */
final class Unsupported {
  private Unsupported() {}

  /** Whether that is what an error says; if not, it is one to throw. */
  static boolean isSaidBy(SyscallException e) {
    return e.errno() == Errno.ENOTSUPP || e.errno() == Errno.EOPNOTSUPP;
  }
}
