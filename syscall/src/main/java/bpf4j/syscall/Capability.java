package bpf4j.syscall;

/**
 * The capabilities that matter to BPF ({@code linux/capability.h}). {@code CAP_SYS_ADMIN} implies
 * {@link #PERFMON} and {@link #BPF}, which are split off it since Linux 5.8.
 */
public enum Capability {
  /** Attach to interfaces, sockets' maps, traffic control, control groups. */
  NET_ADMIN(12),
  /** Open packet and raw sockets. */
  NET_RAW(13),
  /** Look into other processes. */
  SYS_PTRACE(19),
  /** Everything below, mounting, and enumeration by id. */
  SYS_ADMIN(21),
  /** Raise hard limits. */
  SYS_RESOURCE(24),
  /** Read kernel addresses. */
  SYSLOG(34),
  /** Trace: perf events, probes, reading kernel memory (Linux 5.8). */
  PERFMON(38),
  /** Create maps and load programs (Linux 5.8). */
  BPF(39);

  private final int number;

  Capability(int number) {
    this.number = number;
  }

  /**
   * Tells whether a mask, as {@code /proc/self/status} shows it, has this capability's bit.
   *
   * @param mask of {@code CapEff} for instance
   * @return true if it has
   */
  public boolean isIn(long mask) {
    return (mask >>> number & 1) == 1;
  }

  /**
   * Returns the kernel's name.
   *
   * @return for instance {@code CAP_BPF}
   */
  public String kernelName() {
    return "CAP_" + name();
  }
}
