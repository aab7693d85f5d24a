package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.maps.BpfStackTraces;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Call stacks, kept once each in a map.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Stacks {
  /** {@code BPF_F_USER_STACK}: the stack of the process, not the kernel's. */
  public static final long USER = 1 << 8;

  /** {@code BPF_F_FAST_STACK_CMP}: stacks are the same when their hashes are. */
  public static final long FAST_COMPARE = 1 << 9;

  /** {@code BPF_F_REUSE_STACKID}: a new stack takes the place of one with the same hash. */
  public static final long REUSE_ID = 1 << 10;

  private Stacks() {}

  /**
   * Keeps the current stack ({@code bpf_get_stackid}, Linux 4.6).
   *
   * @param map where to keep it
   * @param flags an or of {@link #USER}, {@link #FAST_COMPARE}, {@link #REUSE_ID} and the number of
   *     innermost calls to leave out, 0 to 255
   * @return its number, 0 or more, the same for the same stack; or a negative errno: {@code EEXIST}
   *     when another stack has its place
   */
  @Helper(
      id = 27,
      name = "get_stackid",
      since = "4.6",
      gplOnly = true,
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.PERF_EVENT,
        ProgramType.TRACING
      },
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.VALUE},
      result = Result.STATUS)
  public static int id(BpfStackTraces map, long flags) {
    return (int) HelperTwin.number("get_stackid", map, flags);
  }
}
