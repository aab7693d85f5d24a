package bpf4j.syscall.internal.failure;

import bpf4j.syscall.Errno;

/** What a person can do about an error that means the same after every call. */
final class Advice {
  private Advice() {}

  static String on(Errno errno) {
    return switch (errno) {
      case EPERM, EACCES -> Obstacles.describe();
      case ENOSYS ->
          "The kernel was built without this system call, or seccomp hides it (containers do)";
      case EMFILE -> "Raise the limit of open files (ulimit -n), or close what is not needed";
      case ENOMEM -> "The kernel is out of memory for this object: make it smaller";
      default -> "";
    };
  }
}
