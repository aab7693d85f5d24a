package bpf4j.syscall.perf;

/** Generic hardware events ({@code enum perf_hw_id}); virtual machines often have none. */
public enum HardwareEvent {
  /** Cycles, at the current frequency. */
  CPU_CYCLES(0),
  /** Instructions retired. */
  INSTRUCTIONS(1),
  /** Last-level cache accesses. */
  CACHE_REFERENCES(2),
  /** Last-level cache misses. */
  CACHE_MISSES(3),
  /** Branches retired. */
  BRANCH_INSTRUCTIONS(4),
  /** Mispredicted branches. */
  BRANCH_MISSES(5),
  /** Bus cycles. */
  BUS_CYCLES(6),
  /** Cycles stalled in the front end. */
  STALLED_CYCLES_FRONTEND(7),
  /** Cycles stalled in the back end. */
  STALLED_CYCLES_BACKEND(8),
  /** Cycles, at a constant frequency. */
  REF_CPU_CYCLES(9);

  private final int config;

  HardwareEvent(int config) {
    this.config = config;
  }

  /**
   * Starts the attributes of this event.
   *
   * @return a builder
   */
  public PerfEventAttr.Builder attr() {
    return PerfEventAttr.builder(PerfType.HARDWARE, config);
  }
}
