package bpf4j.syscall.perf;

/** What reading an event gives ({@code enum perf_event_read_format}), in bit order. */
public final class PerfReadFormat {
  /** Time enabled. */
  public static final long TOTAL_TIME_ENABLED = 1L;

  /** Time running. */
  public static final long TOTAL_TIME_RUNNING = 1L << 1;

  /** Unique id. */
  public static final long ID = 1L << 2;

  /** All events of the group. */
  public static final long GROUP = 1L << 3;

  /** Number of lost records (since 6.0). */
  public static final long LOST = 1L << 4;

  private PerfReadFormat() {}
}
