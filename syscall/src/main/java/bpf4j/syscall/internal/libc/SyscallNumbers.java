package bpf4j.syscall.internal.libc;

import bpf4j.syscall.NativeAccessException;

/**
 * Numbers of the system calls that the C library has no function for ({@code asm/unistd_64.h} of
 * each architecture).
 */
record SyscallNumbers(long bpf, long perfEventOpen) {
  static SyscallNumbers ofThisMachine() {
    String machine = System.getProperty("os.arch");
    return switch (machine) {
      case "amd64", "x86_64" -> new SyscallNumbers(321, 298);
      case "aarch64", "riscv64", "loongarch64" -> new SyscallNumbers(280, 241);
      case "s390x" -> new SyscallNumbers(351, 331);
      case "ppc64le" -> new SyscallNumbers(361, 319);
      default ->
          throw new NativeAccessException(
              "bpf4j does not know the system calls of "
                  + machine
                  + "; it runs on x86-64, arm64, riscv64, loongarch64, s390x and ppc64le Linux",
              null);
    };
  }
}
