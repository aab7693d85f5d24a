package bpf4j.syscall.perf;

/** Events the kernel counts itself ({@code enum perf_sw_ids}). */
public enum SoftwareEvent {
  /** Nanoseconds of the processor's clock. */
  CPU_CLOCK(0),
  /** Nanoseconds the task ran. */
  TASK_CLOCK(1),
  /** Page faults. */
  PAGE_FAULTS(2),
  /** Context switches. */
  CONTEXT_SWITCHES(3),
  /** Migrations between processors. */
  CPU_MIGRATIONS(4),
  /** Page faults without input or output. */
  PAGE_FAULTS_MIN(5),
  /** Page faults with input or output. */
  PAGE_FAULTS_MAJ(6),
  /** Alignment faults. */
  ALIGNMENT_FAULTS(7),
  /** Emulated instructions. */
  EMULATION_FAULTS(8),
  /** Nothing; a carrier of records. */
  DUMMY(9),
  /** What {@code bpf_perf_event_output} writes (since 4.4). */
  BPF_OUTPUT(10),
  /** Context switches between control groups (since 5.13). */
  CGROUP_SWITCHES(11);

  private final int config;

  SoftwareEvent(int config) {
    this.config = config;
  }

  /**
   * Starts the attributes of this event.
   *
   * @return a builder
   */
  public PerfEventAttr.Builder attr() {
    return PerfEventAttr.builder(PerfType.SOFTWARE, config);
  }
}
