package bpf4j.compiler;

import bpf4j.perf.attach.PerfEventAttacher;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfFlag;
import bpf4j.syscall.perf.PerfType;

/**
 * Programs that run when a process touches an address, which the processor watches for (Linux 4.9;
 * {@code CONFIG_HAVE_HW_BREAKPOINT}). Processors have few such watches: four on x86-64.
 *
 * <pre>{@code
 * var writes = Breakpoint.attach(pid, address, 8, Breakpoint.Access.WRITE,
 *     context -> counts.add(context.instructionPointer(), 1));
 * }</pre>
 */
public final class Breakpoint {
  /** What is watched for ({@code HW_BREAKPOINT_*} of {@code linux/hw_breakpoint.h}). */
  public enum Access {
    /** The address is written. */
    WRITE(2),
    /** The address is read or written. */
    READ_OR_WRITE(3),
    /** The instruction at the address is run. */
    EXECUTE(4);

    private final int bits;

    Access(int bits) {
      this.bits = bits;
    }
  }

  private Breakpoint() {}

  /**
   * Runs a program whenever a thread of a process touches an address in user space; those threads
   * included that it starts later.
   *
   * @param pid the process
   * @param address the address, a multiple of the length
   * @param bytes how much is watched: 1, 2, 4 or 8; for {@link Access#EXECUTE} 8
   * @param access what is watched for
   * @param lambda the program; its context has the address and the registers behind the access
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws java.io.UncheckedIOException if there is no such process
   * @throws bpf4j.syscall.SyscallException with ENOSPC if all watches are in use, EINVAL if the
   *     address or its length cannot be watched, EOPNOTSUPP or ENODEV if the processor cannot, or
   *     if privileges are missing
   */
  public static AttachedProgram attach(
      long pid, long address, int bytes, Access access, PerfEvent.Program lambda) {
    PerfEventAttr event =
        PerfEventAttr.builder(PerfType.BREAKPOINT, 0)
            .breakpoint(access.bits, address, bytes)
            .samplePeriod(1)
            .flags(PerfFlag.INHERIT, PerfFlag.EXCLUDE_KERNEL)
            .build();
    return PerfEvent.attach(
        event,
        PerfEventAttacher.threadsOf(pid),
        "breakpoint at 0x" + Long.toHexString(address) + " in process " + pid,
        lambda);
  }
}
