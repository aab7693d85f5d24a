package bpf4j.syscall.net;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.NativeMemory;
import java.util.OptionalInt;

/** Numbers of network interfaces, in the network namespace of the calling thread. */
public final class InterfaceIndex {
  private InterfaceIndex() {}

  /**
   * Finds an interface by its name ({@code if_nametoindex(3)}).
   *
   * @param name for instance {@code lo}
   * @return its index, 1 or more; empty if there is no such interface
   * @throws bpf4j.syscall.SyscallException if the question itself fails
   */
  public static OptionalInt of(String name) {
    try (NativeMemory text = NativeMemory.cString(name)) {
      long result = LibC.instance().ifNameToIndex(text.address());
      if (result == -Errno.ENODEV.number() || result == -Errno.ENXIO.number()) {
        return OptionalInt.empty();
      }
      return OptionalInt.of((int) Failures.check("if_nametoindex(" + name + ")", result));
    }
  }
}
