package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Asks the routing tables.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Forwarding {
  private Forwarding() {}

  /**
   * Looks up where a packet would be forwarded to ({@code bpf_fib_lookup}, Linux 4.18, GPL-only).
   *
   * @param parameters {@code struct bpf_fib_lookup} of {@code linux/bpf.h}, 64 bytes, which is also
   *     where the answer is left
   * @param flags an or of {@code BPF_FIB_LOOKUP_*}
   * @return 0 if the packet can be forwarded, {@code BPF_FIB_LKUP_RET_*} if not, or a negative
   *     errno
   */
  @Helper(
      id = 69,
      name = "fib_lookup",
      since = "4.18",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.XDP},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long lookup(byte[] parameters, int flags) {
    return HelperTwin.number("fib_lookup", parameters, flags);
  }

  /**
   * Whether a packet fits a device's largest transmission unit ({@code bpf_check_mtu}, Linux 5.12,
   * GPL-only).
   *
   * @param interfaceIndex the device; 0 for the packet's own
   * @param length one element: the length to check, 0 for the packet's; afterwards the device's
   *     limit
   * @param difference what is added to the length before
   * @param flags 0, or 1 to check the segments of a packet too ({@code BPF_MTU_CHK_SEGS})
   * @return 0 if it fits, 1 if not, 2 if its segments do not, or a negative errno
   */
  @Helper(
      id = 163,
      name = "check_mtu",
      since = "5.12",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.XDP},
      gplOnly = true,
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.MEMORY,
        Argument.VALUE,
        Argument.VALUE
      },
      result = Result.STATUS)
  public static long checkMtu(int interfaceIndex, int[] length, int difference, long flags) {
    return HelperTwin.number("check_mtu", interfaceIndex, length, difference, flags);
  }
}
