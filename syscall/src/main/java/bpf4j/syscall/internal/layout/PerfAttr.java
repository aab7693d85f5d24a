package bpf4j.syscall.internal.layout;

/**
 * Byte offsets in {@code struct perf_event_attr} of {@code linux/perf_event.h}, as of Linux 6.18,
 * and the bits of its one word of flags. Named and tested as in {@link BpfAttr}.
 */
public final class PerfAttr {
  public static final int TYPE = 0;
  public static final int SIZE = 4;
  public static final int CONFIG = 8;
  public static final int SAMPLE_PERIOD = 16;
  public static final int SAMPLE_TYPE = 24;
  public static final int READ_FORMAT = 32;
  public static final int WAKEUP_EVENTS = 48;
  public static final int BP_TYPE = 52;
  public static final int CONFIG1 = 56;
  public static final int CONFIG2 = 64;
  public static final int BRANCH_SAMPLE_TYPE = 72;
  public static final int SAMPLE_REGS_USER = 80;
  public static final int SAMPLE_STACK_USER = 88;
  public static final int CLOCKID = 92;
  public static final int SAMPLE_REGS_INTR = 96;
  public static final int AUX_WATERMARK = 104;
  public static final int SAMPLE_MAX_STACK = 108;
  public static final int AUX_SAMPLE_SIZE = 112;
  public static final int AUX_ACTION = 116;
  public static final int SIG_DATA = 120;
  public static final int CONFIG3 = 128;

  /** Where the word of bit fields is: after {@code read_format}. */
  public static final int FLAGS = 40;

  public static final int SIZEOF = 136;

  public static final int BIT_DISABLED = 0;
  public static final int BIT_INHERIT = 1;
  public static final int BIT_PINNED = 2;
  public static final int BIT_EXCLUSIVE = 3;
  public static final int BIT_EXCLUDE_USER = 4;
  public static final int BIT_EXCLUDE_KERNEL = 5;
  public static final int BIT_EXCLUDE_HV = 6;
  public static final int BIT_EXCLUDE_IDLE = 7;
  public static final int BIT_MMAP = 8;
  public static final int BIT_COMM = 9;
  public static final int BIT_FREQ = 10;
  public static final int BIT_INHERIT_STAT = 11;
  public static final int BIT_ENABLE_ON_EXEC = 12;
  public static final int BIT_TASK = 13;
  public static final int BIT_WATERMARK = 14;
  public static final int BIT_PRECISE_IP = 15;
  public static final int BIT_MMAP_DATA = 17;
  public static final int BIT_SAMPLE_ID_ALL = 18;
  public static final int BIT_EXCLUDE_HOST = 19;
  public static final int BIT_EXCLUDE_GUEST = 20;
  public static final int BIT_EXCLUDE_CALLCHAIN_KERNEL = 21;
  public static final int BIT_EXCLUDE_CALLCHAIN_USER = 22;
  public static final int BIT_MMAP2 = 23;
  public static final int BIT_COMM_EXEC = 24;
  public static final int BIT_USE_CLOCKID = 25;
  public static final int BIT_CONTEXT_SWITCH = 26;
  public static final int BIT_WRITE_BACKWARD = 27;
  public static final int BIT_NAMESPACES = 28;
  public static final int BIT_KSYMBOL = 29;
  public static final int BIT_BPF_EVENT = 30;
  public static final int BIT_AUX_OUTPUT = 31;
  public static final int BIT_CGROUP = 32;
  public static final int BIT_TEXT_POKE = 33;
  public static final int BIT_BUILD_ID = 34;
  public static final int BIT_INHERIT_THREAD = 35;
  public static final int BIT_REMOVE_ON_EXEC = 36;
  public static final int BIT_SIGTRAP = 37;

  private PerfAttr() {}
}
