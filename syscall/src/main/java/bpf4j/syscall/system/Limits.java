package bpf4j.syscall.system;

import bpf4j.syscall.internal.call.ResourceLimit;
import java.util.OptionalLong;

/**
 * Limits of this process ({@code getrlimit(2)}). The first use costs about half a second.
 * Thread-safe.
 */
public final class Limits {
  private Limits() {}

  /**
   * Returns how much memory this process may lock. Kernels below 5.11 charge BPF objects to it.
   *
   * @return bytes, empty for no limit
   */
  public static OptionalLong lockedMemory() {
    return optional(ResourceLimit.MEMLOCK.current());
  }

  /**
   * Raises the limit on locked memory as far as this process may. Creating maps and programs does
   * so by itself where it helps.
   *
   * @return whether the limit is gone or higher now
   */
  public static boolean raiseLockedMemory() {
    return ResourceLimit.MEMLOCK.raise();
  }

  /**
   * Returns how many file descriptors this process may have open.
   *
   * @return the number, empty for no limit
   */
  public static OptionalLong openFiles() {
    return optional(ResourceLimit.NOFILE.current());
  }

  private static OptionalLong optional(long limit) {
    return limit == -1 ? OptionalLong.empty() : OptionalLong.of(limit);
  }
}
