package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What the system call that a control group's program decides about will return.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class SystemCallResult {
  private SystemCallResult() {}

  /**
   * The result as it stands: what an earlier program has set, or the kernel itself ({@code
   * bpf_get_retval}, Linux 5.18).
   *
   * @return 0, or a negative errno
   */
  @Helper(
      id = 186,
      name = "get_retval",
      since = "5.18",
      callers = {ProgramType.CGROUP_DEVICE, ProgramType.CGROUP_SYSCTL, ProgramType.CGROUP_SOCKOPT})
  public static int get() {
    return (int) HelperTwin.number("get_retval");
  }

  /**
   * Sets the result ({@code bpf_set_retval}, Linux 5.18).
   *
   * @param result a negative errno, or 0
   * @return 0, or a negative errno
   */
  @Helper(
      id = 187,
      name = "set_retval",
      since = "5.18",
      callers = {ProgramType.CGROUP_DEVICE, ProgramType.CGROUP_SYSCTL, ProgramType.CGROUP_SOCKOPT},
      result = Result.STATUS)
  public static int set(int result) {
    return (int) HelperTwin.number("set_retval", result);
  }
}
