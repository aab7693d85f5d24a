package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.maps.BpfDescriptors;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Compares with control groups in a map.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Cgroups {
  private Cgroups() {}

  /**
   * Whether the current task is in a control group or one below it ({@code
   * bpf_current_task_under_cgroup}, Linux 4.9).
   *
   * @param map control groups by index
   * @param index the index
   * @return 1 if so, 0 if not, or a negative errno: none there
   */
  @Helper(
      id = 37,
      name = "current_task_under_cgroup",
      since = "4.9",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.TRACING
      },
      arguments = {Argument.MAP, Argument.VALUE},
      mapTypes = MapType.CGROUP_ARRAY,
      result = Result.STATUS)
  public static long currentTaskIn(BpfDescriptors<Integer> map, int index) {
    return HelperTwin.number("current_task_under_cgroup", map, index);
  }

  /**
   * Whether the packet's socket is in a control group or one below it ({@code
   * bpf_skb_under_cgroup}, Linux 4.8).
   *
   * @param map control groups by index
   * @param index the index
   * @return 1 if so, 0 if not, or a negative errno: none there, no socket
   */
  @Helper(
      id = 33,
      name = "skb_under_cgroup",
      since = "4.8",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.VALUE},
      mapTypes = MapType.CGROUP_ARRAY,
      result = Result.STATUS)
  public static long packetIn(BpfDescriptors<Integer> map, int index) {
    return HelperTwin.number("skb_under_cgroup", map, index);
  }
}
