package bpf4j.syscall.perf;

/** The fixed numbers of event types ({@code enum perf_type_id}); others are in sysfs. */
public final class PerfType {
  /** Generic hardware events. */
  public static final int HARDWARE = 0;

  /** Events the kernel counts itself: see {@link SoftwareEvent}. */
  public static final int SOFTWARE = 1;

  /** Static tracepoints. */
  public static final int TRACEPOINT = 2;

  /** Cache events. */
  public static final int HW_CACHE = 3;

  /** Events in the processor's own numbering. */
  public static final int RAW = 4;

  /** Watched addresses. */
  public static final int BREAKPOINT = 5;

  private PerfType() {}
}
