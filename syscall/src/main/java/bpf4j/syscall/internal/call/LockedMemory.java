package bpf4j.syscall.internal.call;

import bpf4j.syscall.Errno;
import bpf4j.syscall.KernelVersion;
import elf4j.Logger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Kernels below 5.11 charge maps, programs and BTF to {@code RLIMIT_MEMLOCK} and refuse with EPERM
 * what exceeds it. There, and only there, the limit is raised once and the call repeated.
 */
public final class LockedMemory {
  private static final KernelVersion MEMCG_ACCOUNTING = KernelVersion.of(5, 11);
  private static final AtomicBoolean RAISED = new AtomicBoolean();

  private LockedMemory() {}

  /** Makes a call, and once more if the limit may have refused it: the result or negated errno. */
  public static long retrying(LongSupplier call) {
    long result = call.getAsLong();
    if (result != -Errno.EPERM.number()
        || KernelVersion.running().atLeast(MEMCG_ACCOUNTING)
        || !RAISED.compareAndSet(false, true)) {
      return result;
    }
    boolean raised = ResourceLimit.MEMLOCK.raise();
    Logger.instance()
        .info("this kernel charges BPF objects to RLIMIT_MEMLOCK; raised the limit: {}", raised);
    return raised ? call.getAsLong() : result;
  }
}
