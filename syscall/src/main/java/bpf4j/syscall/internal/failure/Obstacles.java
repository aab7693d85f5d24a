package bpf4j.syscall.internal.failure;

import bpf4j.syscall.Privileges;
import java.util.List;

/** Says what may have stood between this process and a privileged system call. */
final class Obstacles {
  private Obstacles() {}

  static String describe() {
    List<String> found = Privileges.read().obstacles();
    return found.isEmpty()
        ? "No missing capability, sysctl, lockdown or seccomp filter was found: a security module"
            + " (an LSM BPF program, for instance) refused it, or the object's own rules did (a"
            + " frozen or read-only map)"
        : "What may stand in the way: " + String.join("; ", found);
  }
}
