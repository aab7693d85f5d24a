package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * The thread that the program runs on or interrupts, beside what {@link bpf4j.compiler.Kernel}
 * tells of it.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Task {
  private Task() {}

  /**
   * The ids of a thread in a PID namespace ({@code struct bpf_pidns_info} of {@code linux/bpf.h}).
   *
   * @param tid the thread's id, which the kernel calls pid
   * @param pid the process's id, which the kernel calls tgid
   */
  public record NamespaceIds(int tid, int pid) {}

  /**
   * The control group of the current thread, in the unified hierarchy ({@code
   * bpf_get_current_cgroup_id}, Linux 4.18).
   *
   * @return its id: the inode number of its directory
   */
  @Helper(
      id = 80,
      name = "get_current_cgroup_id",
      since = "4.18",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SKB, kernel = "6.4"),
        @Since(programType = ProgramType.FLOW_DISSECTOR, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_IN, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_OUT, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_SEG6LOCAL, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_XMIT, kernel = "6.4"),
        @Since(programType = ProgramType.NETFILTER, kernel = "6.4"),
        @Since(programType = ProgramType.SCHED_ACT, kernel = "6.4"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "6.4"),
        @Since(programType = ProgramType.SK_LOOKUP, kernel = "6.4"),
        @Since(programType = ProgramType.SK_REUSEPORT, kernel = "6.4"),
        @Since(programType = ProgramType.SK_SKB, kernel = "6.4"),
        @Since(programType = ProgramType.SOCKET_FILTER, kernel = "6.4"),
        @Since(programType = ProgramType.SOCK_OPS, kernel = "6.4"),
        @Since(programType = ProgramType.STRUCT_OPS, kernel = "6.4"),
        @Since(programType = ProgramType.XDP, kernel = "6.4")
      })
  public static long cgroupId() {
    return HelperTwin.number("get_current_cgroup_id");
  }

  /**
   * An ancestor of the current thread's control group, in the unified hierarchy ({@code
   * bpf_get_current_ancestor_cgroup_id}, Linux 5.7).
   *
   * @param level 0 for the root, 1 for its children, and so on
   * @return its id, 0 if there is none at that level
   */
  @Helper(
      id = 123,
      name = "get_current_ancestor_cgroup_id",
      since = "5.7",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_DEVICE, kernel = "6.4"),
        @Since(programType = ProgramType.CGROUP_SKB, kernel = "6.4"),
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "6.4"),
        @Since(programType = ProgramType.CGROUP_SYSCTL, kernel = "6.4"),
        @Since(programType = ProgramType.FLOW_DISSECTOR, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_IN, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_OUT, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_SEG6LOCAL, kernel = "6.4"),
        @Since(programType = ProgramType.LWT_XMIT, kernel = "6.4"),
        @Since(programType = ProgramType.NETFILTER, kernel = "6.4"),
        @Since(programType = ProgramType.SCHED_ACT, kernel = "6.4"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "6.4"),
        @Since(programType = ProgramType.SK_LOOKUP, kernel = "6.4"),
        @Since(programType = ProgramType.SK_REUSEPORT, kernel = "6.4"),
        @Since(programType = ProgramType.SK_SKB, kernel = "6.4"),
        @Since(programType = ProgramType.SOCKET_FILTER, kernel = "6.4"),
        @Since(programType = ProgramType.SOCK_OPS, kernel = "6.4"),
        @Since(programType = ProgramType.STRUCT_OPS, kernel = "6.4"),
        @Since(programType = ProgramType.XDP, kernel = "6.4")
      })
  public static long ancestorCgroupId(int level) {
    return HelperTwin.number("get_current_ancestor_cgroup_id", level);
  }

  /**
   * Sends a signal to the current process, to any of its threads ({@code bpf_send_signal}, Linux
   * 5.3).
   *
   * @param signal its number
   * @return 0, or a negative errno: {@code EINVAL} for an unknown signal, {@code EPERM} for a
   *     kernel thread
   */
  @Helper(
      id = 109,
      name = "send_signal",
      since = "5.3",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      result = Result.STATUS)
  public static long signalProcess(int signal) {
    return HelperTwin.number("send_signal", signal);
  }

  /**
   * Sends a signal to the current thread ({@code bpf_send_signal_thread}, Linux 5.6).
   *
   * @param signal its number
   * @return 0, or a negative errno, as for {@link #signalProcess}
   */
  @Helper(
      id = 117,
      name = "send_signal_thread",
      since = "5.6",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      result = Result.STATUS)
  public static long signalThread(int signal) {
    return HelperTwin.number("send_signal_thread", signal);
  }

  /**
   * The memory node of the CPU that runs the program ({@code bpf_get_numa_node_id}, Linux 4.10).
   *
   * @return 0 or more
   */
  @Helper(id = 42, name = "get_numa_node_id", since = "4.10")
  public static int numaNode() {
    return (int) HelperTwin.number("get_numa_node_id");
  }

  /**
   * The address of the current thread's {@code struct task_struct}, to be read by {@link
   * KernelMemory} ({@code bpf_get_current_task}, Linux 4.8, GPL-only).
   *
   * @return the address
   */
  @Helper(id = 35, name = "get_current_task", since = "4.8", gplOnly = true)
  public static long address() {
    return HelperTwin.number("get_current_task");
  }

  /**
   * The current thread's ids in a PID namespace, which is told by the file {@code
   * /proc/self/ns/pid}; the run fails when the thread is in another one ({@code
   * bpf_get_ns_current_pid_tgid}, Linux 5.7).
   *
   * @param device the file's device number, as {@code stat(2)} gives it
   * @param inode the file's inode number
   * @return the ids
   */
  @Helper(
      id = 120,
      name = "get_ns_current_pid_tgid",
      since = "5.7",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_DEVICE, kernel = "6.1"),
        @Since(programType = ProgramType.CGROUP_SKB, kernel = "6.1"),
        @Since(programType = ProgramType.CGROUP_SOCK, kernel = "6.1"),
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "6.1"),
        @Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "6.1"),
        @Since(programType = ProgramType.CGROUP_SYSCTL, kernel = "6.1"),
        @Since(programType = ProgramType.FLOW_DISSECTOR, kernel = "6.1"),
        @Since(programType = ProgramType.LWT_IN, kernel = "6.1"),
        @Since(programType = ProgramType.LWT_OUT, kernel = "6.1"),
        @Since(programType = ProgramType.LWT_SEG6LOCAL, kernel = "6.1"),
        @Since(programType = ProgramType.LWT_XMIT, kernel = "6.1"),
        @Since(programType = ProgramType.NETFILTER, kernel = "6.1"),
        @Since(programType = ProgramType.SCHED_ACT, kernel = "6.1"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "6.1"),
        @Since(programType = ProgramType.SK_LOOKUP, kernel = "6.1"),
        @Since(programType = ProgramType.SK_MSG, kernel = "6.1"),
        @Since(programType = ProgramType.SK_REUSEPORT, kernel = "6.1"),
        @Since(programType = ProgramType.SK_SKB, kernel = "6.1"),
        @Since(programType = ProgramType.SOCKET_FILTER, kernel = "6.1"),
        @Since(programType = ProgramType.SOCK_OPS, kernel = "6.1"),
        @Since(programType = ProgramType.STRUCT_OPS, kernel = "6.1"),
        @Since(programType = ProgramType.XDP, kernel = "6.1")
      },
      arguments = {Argument.VALUE, Argument.VALUE, Argument.RESULT_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static NamespaceIds idsIn(long device, long inode) {
    return HelperTwin.object(NamespaceIds.class, "get_ns_current_pid_tgid", device, inode);
  }
}
