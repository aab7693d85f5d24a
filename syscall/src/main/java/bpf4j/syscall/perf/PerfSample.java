package bpf4j.syscall.perf;

/** What a sample contains ({@code enum perf_event_sample_format}), in bit order. */
public final class PerfSample {
  /** Instruction pointer. */
  public static final long IP = 1L;

  /** Process and thread. */
  public static final long TID = 1L << 1;

  /** Time stamp. */
  public static final long TIME = 1L << 2;

  /** Address of the access. */
  public static final long ADDR = 1L << 3;

  /** Counter values. */
  public static final long READ = 1L << 4;

  /** Call chain. */
  public static final long CALLCHAIN = 1L << 5;

  /** Unique id of the event. */
  public static final long ID = 1L << 6;

  /** CPU. */
  public static final long CPU = 1L << 7;

  /** Period. */
  public static final long PERIOD = 1L << 8;

  /** Id of the stream. */
  public static final long STREAM_ID = 1L << 9;

  /** Raw data: what {@code bpf_perf_event_output} was given. */
  public static final long RAW = 1L << 10;

  /** Branch records. */
  public static final long BRANCH_STACK = 1L << 11;

  /** User registers. */
  public static final long REGS_USER = 1L << 12;

  /** User stack. */
  public static final long STACK_USER = 1L << 13;

  /** Weight. */
  public static final long WEIGHT = 1L << 14;

  /** Source of the data. */
  public static final long DATA_SRC = 1L << 15;

  /** Identifier, at a fixed place. */
  public static final long IDENTIFIER = 1L << 16;

  /** Transaction. */
  public static final long TRANSACTION = 1L << 17;

  /** Registers at the interrupt. */
  public static final long REGS_INTR = 1L << 18;

  /** Physical address (since 4.13). */
  public static final long PHYS_ADDR = 1L << 19;

  /** Auxiliary area (since 5.5). */
  public static final long AUX = 1L << 20;

  /** Control group (since 5.7). */
  public static final long CGROUP = 1L << 21;

  /** Page size of the data (since 5.11). */
  public static final long DATA_PAGE_SIZE = 1L << 22;

  /** Page size of the code (since 5.11). */
  public static final long CODE_PAGE_SIZE = 1L << 23;

  /** Weight with latencies (since 5.12). */
  public static final long WEIGHT_STRUCT = 1L << 24;

  private PerfSample() {}
}
