package bpf4j.syscall.perf;

import bpf4j.syscall.io.Fd;

/**
 * Whom a perf event watches: the pair of process and CPU of {@code perf_event_open(2)}.
 *
 * @param pid the thread's id, 0 for the calling thread, -1 for all
 * @param cpu the CPU's number, -1 for all
 * @param cgroup a control group's folder, in place of a process; null for none
 */
public record PerfTarget(int pid, int cpu, Fd cgroup) {
  /** Refuses "all processes on all CPUs", which the kernel does not have. */
  public PerfTarget {
    if (cpu < 0 && (pid < 0 || cgroup != null)) {
      throw new IllegalArgumentException("all processes can only be watched CPU by CPU");
    }
  }

  /**
   * Everything on one CPU. Needs CAP_PERFMON unless {@code kernel.perf_event_paranoid} is below 1.
   *
   * @param cpu the CPU's number
   * @return the target
   */
  public static PerfTarget cpu(int cpu) {
    return new PerfTarget(-1, cpu, null);
  }

  /**
   * One thread on whatever CPU it runs.
   *
   * @param tid the thread's id; 0 is the calling thread
   * @return the target
   */
  public static PerfTarget thread(int tid) {
    return new PerfTarget(tid, -1, null);
  }

  /**
   * One control group on one CPU.
   *
   * @param folder an open descriptor of its folder in the perf_event hierarchy or in cgroup2
   * @param cpu the CPU's number
   * @return the target
   */
  public static PerfTarget cgroup(Fd folder, int cpu) {
    return new PerfTarget(-1, cpu, folder);
  }
}
