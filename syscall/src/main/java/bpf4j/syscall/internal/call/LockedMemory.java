package bpf4j.syscall.internal.call;

import bpf4j.syscall.Errno;
import bpf4j.syscall.KernelVersion;
import elf4j.Logger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Kernels below 5.11 charge maps, programs and BTF to {@code RLIMIT_MEMLOCK} and refuse with EPERM
 * what exceeds it. There, and only there, the limit is raised once and the call repeated.
 * Thread-safe.
 */
public final class LockedMemory {
  private static final KernelVersion MEMCG_ACCOUNTING = KernelVersion.of(5, 11);
  private static final LockedMemory OF_PROCESS =
      new LockedMemory(
          !KernelVersion.running().atLeast(MEMCG_ACCOUNTING), ResourceLimit.MEMLOCK::raise);

  private final boolean isCharged;
  private final BooleanSupplier raiser;
  private Boolean raised;

  LockedMemory(boolean isCharged, BooleanSupplier raiser) {
    this.isCharged = isCharged;
    this.raiser = raiser;
  }

  /** Makes a call, and once more if the limit may have refused it: the result or negated errno. */
  public static long retrying(LongSupplier call) {
    return OF_PROCESS.retry(call);
  }

  long retry(LongSupplier call) {
    long result = call.getAsLong();
    return isCharged && result == -Errno.EPERM.number() && raiseOnce() ? call.getAsLong() : result;
  }

  /** Threads refused at the same time wait for the one that raises. */
  private synchronized boolean raiseOnce() {
    if (raised == null) {
      raised = raiser.getAsBoolean();
      Logger.instance()
          .info("this kernel charges BPF objects to RLIMIT_MEMLOCK; raised the limit: {}", raised);
    }
    return raised;
  }
}
