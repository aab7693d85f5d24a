package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * The kernel's clocks beside {@link bpf4j.compiler.Kernel#time()}.
 *
 * <p>On the JVM, {@link #bootTime} and {@link #coarseTime} are the running system's; the others
 * answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Clock {
  private Clock() {}

  /**
   * Nanoseconds since boot, time in suspension included: {@code CLOCK_BOOTTIME} ({@code
   * bpf_ktime_get_boot_ns}, Linux 5.8).
   *
   * @return nanoseconds
   */
  @Helper(id = 125, name = "ktime_get_boot_ns", since = "5.8")
  public static long bootTime() {
    return HelperTwin.bootTime();
  }

  /**
   * The monotonic clock as of the last tick: cheaper, and a few milliseconds late ({@code
   * bpf_ktime_get_coarse_ns}, Linux 5.11).
   *
   * @return nanoseconds since boot
   */
  @Helper(
      id = 160,
      name = "ktime_get_coarse_ns",
      since = "5.11",
      callers = {
        ProgramType.CGROUP_SOCK,
        ProgramType.SOCK_OPS,
        ProgramType.SK_SKB,
        ProgramType.SK_MSG,
        ProgramType.SK_REUSEPORT,
        ProgramType.FLOW_DISSECTOR,
        ProgramType.CGROUP_SYSCTL,
        ProgramType.SK_LOOKUP
      })
  public static long coarseTime() {
    return HelperTwin.coarseTime();
  }

  /**
   * International atomic time, which has no leap seconds: {@code CLOCK_TAI} ({@code
   * bpf_ktime_get_tai_ns}, Linux 6.1).
   *
   * @return nanoseconds since 1970
   */
  @Helper(id = 208, name = "ktime_get_tai_ns", since = "6.1")
  public static long taiTime() {
    return HelperTwin.number("ktime_get_tai_ns");
  }

  /**
   * The kernel's tick counter; a tick is 1 to 10 milliseconds ({@code bpf_jiffies64}, Linux 5.6).
   *
   * @return ticks since boot, from an offset
   */
  @Helper(id = 118, name = "jiffies64", since = "5.6")
  public static long jiffies() {
    return HelperTwin.number("jiffies64");
  }
}
