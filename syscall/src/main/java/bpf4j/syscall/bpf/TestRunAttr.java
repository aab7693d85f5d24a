package bpf4j.syscall.bpf;

/**
 * The input of a test run. Immutable; start with {@link #of} or {@link #NOTHING} and add what the
 * type of program takes.
 */
public final class TestRunAttr {
  /** No packet, no context, one run. */
  public static final TestRunAttr NOTHING = new TestRunAttr(new Fields());

  private static final int RUN_ON_CPU = 1;
  private static final int XDP_LIVE_FRAMES = 1 << 1;
  private static final int SKB_CHECKSUM_COMPLETE = 1 << 2;

  final Fields fields;

  /** The values, mutable only while a copy is being made. */
  static final class Fields {
    byte[] data;
    byte[] context;
    int dataOutSize;
    int contextOutSize;

    /** 0 is once, and all that raw tracepoint and syscall programs take. */
    int repeat;

    int flags;
    int cpu;
    int batchSize;

    Fields() {}

    Fields(Fields from) {
      data = from.data;
      context = from.context;
      dataOutSize = from.dataOutSize;
      contextOutSize = from.contextOutSize;
      repeat = from.repeat;
      flags = from.flags;
      cpu = from.cpu;
      batchSize = from.batchSize;
    }
  }

  private interface Change {
    void on(Fields fields);
  }

  private TestRunAttr(Fields fields) {
    this.fields = fields;
  }

  private TestRunAttr with(Change change) {
    Fields copy = new Fields(fields);
    change.on(copy);
    return new TestRunAttr(copy);
  }

  /**
   * Runs once on a packet.
   *
   * @param data the packet from its Ethernet header on; copied
   * @return the input
   */
  public static TestRunAttr of(byte[] data) {
    byte[] copy = data.clone();
    return NOTHING.with(f -> f.data = copy);
  }

  /**
   * Adds a context.
   *
   * @param context the type's context struct, for instance {@code struct __sk_buff}; copied
   * @return a copy with it
   */
  public TestRunAttr context(byte[] context) {
    byte[] copy = context.clone();
    return with(f -> f.context = copy);
  }

  /**
   * Asks for packet and context as the program leaves them.
   *
   * @param dataBytes room for the packet, 0 for none
   * @param contextBytes room for the context, 0 for none
   * @return a copy that asks
   */
  public TestRunAttr output(int dataBytes, int contextBytes) {
    notNegative(dataBytes, "size");
    notNegative(contextBytes, "size");
    return with(
        f -> {
          f.dataOutSize = dataBytes;
          f.contextOutSize = contextBytes;
        });
  }

  /**
   * Runs more than once; the duration is then the average.
   *
   * @param times how many times, 1 or more
   * @return a copy that repeats
   */
  public TestRunAttr repeat(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("a program runs once or more often, not " + times);
    }
    return with(f -> f.repeat = times);
  }

  /**
   * Runs on one CPU (raw tracepoint programs; {@code BPF_F_TEST_RUN_ON_CPU}, Linux 5.10).
   *
   * @param number the CPU
   * @return a copy for that CPU
   */
  public TestRunAttr onCpu(int number) {
    notNegative(number, "CPU");
    return with(
        f -> {
          f.cpu = number;
          f.flags |= RUN_ON_CPU;
        });
  }

  /**
   * Sends the packets that an XDP program passes or redirects ({@code BPF_F_TEST_XDP_LIVE_FRAMES},
   * Linux 5.18).
   *
   * @param batch frames a batch, 0 for the kernel's choice
   * @return a copy that does
   */
  public TestRunAttr liveFrames(int batch) {
    notNegative(batch, "batch size");
    return with(
        f -> {
          f.batchSize = batch;
          f.flags |= XDP_LIVE_FRAMES;
        });
  }

  /**
   * Lets the packet arrive with its checksum computed ({@code BPF_F_TEST_SKB_CHECKSUM_COMPLETE},
   * Linux 6.14).
   *
   * @return a copy that does
   */
  public TestRunAttr checksumComplete() {
    return with(f -> f.flags |= SKB_CHECKSUM_COMPLETE);
  }

  private static void notNegative(int number, String what) {
    if (number < 0) {
      throw new IllegalArgumentException("negative " + what + ": " + number);
    }
  }
}
