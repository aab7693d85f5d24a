package bpf4j.syscall.perf;

import bpf4j.syscall.internal.layout.PerfAttr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The attributes of a perf event ({@code struct perf_event_attr} of {@code linux/perf_event.h}).
 * Immutable; made by {@link #builder} or by one of the factories for the events that BPF is used
 * with.
 */
public final class PerfEventAttr {
  private static final int SW_BPF_OUTPUT = 10;
  private static final int REFERENCE_COUNTER_SHIFT = 32;

  private final byte[] struct;
  private final String text;

  private PerfEventAttr(Builder builder) {
    struct = builder.struct.array().clone();
    text = builder.text;
  }

  /**
   * Starts with a type and what it is configured for; all else is 0.
   *
   * @param type a number of {@link PerfType}, or one that {@code
   *     /sys/bus/event_source/devices/X/type} states
   * @param config what the type takes it for
   * @return a builder
   */
  public static Builder builder(int type, long config) {
    return new Builder(type, config);
  }

  /**
   * The event that {@code bpf_perf_event_output} writes to (Linux 4.4): every record is a raw
   * sample.
   *
   * @return a builder; add {@link Builder#wakeupEvents} or {@link Builder#wakeupWatermark}
   */
  public static Builder bpfOutput() {
    return new Builder(PerfType.SOFTWARE, SW_BPF_OUTPUT).samplePeriod(1).sampleType(PerfSample.RAW);
  }

  /**
   * A static tracepoint.
   *
   * @param id the number in tracefs, {@code events/GROUP/NAME/id}
   * @return a builder
   */
  public static Builder tracepoint(long id) {
    return new Builder(PerfType.TRACEPOINT, id).samplePeriod(1).sampleType(PerfSample.RAW);
  }

  /**
   * A kernel function's entry or return (Linux 4.17).
   *
   * @param type the number in {@code /sys/bus/event_source/devices/kprobe/type}
   * @param symbol the function's name
   * @param offset bytes into it; must be 0 for a return probe
   * @param returnBit the bit number in {@code .../kprobe/format/retprobe}, or -1 for an entry probe
   * @return a builder
   */
  public static Builder kprobe(int type, String symbol, long offset, int returnBit) {
    return new Builder(type, bit(returnBit)).config1(symbol).config2(offset);
  }

  /**
   * A user function's entry or return (Linux 4.17).
   *
   * @param type the number in {@code /sys/bus/event_source/devices/uprobe/type}
   * @param path the program or library, as this process sees it
   * @param offset where in the file the instruction is, in bytes
   * @param returnBit the bit number in {@code .../uprobe/format/retprobe}, or -1 for an entry probe
   * @param referenceCounter where in the file the probe's semaphore is (Linux 4.20), 0 for none
   * @return a builder
   * @throws IllegalArgumentException if the counter's offset does not fit 32 bits
   */
  public static Builder uprobe(
      int type, String path, long offset, int returnBit, long referenceCounter) {
    if (referenceCounter < 0 || referenceCounter > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "a semaphore's file offset has 32 bits: " + referenceCounter);
    }
    long config = bit(returnBit) | referenceCounter << REFERENCE_COUNTER_SHIFT;
    return new Builder(type, config).config1(path).config2(offset);
  }

  private static long bit(int number) {
    return number < 0 ? 0 : 1L << number;
  }

  byte[] struct() {
    return struct;
  }

  /** What {@code config1} points to, or null. */
  String text() {
    return text;
  }

  /** Collects the attributes of one event. Not thread-safe. */
  public static final class Builder {
    private final ByteBuffer struct =
        ByteBuffer.wrap(new byte[PerfAttr.SIZEOF]).order(ByteOrder.nativeOrder());
    private String text;

    private Builder(int type, long config) {
      struct
          .putInt(PerfAttr.TYPE, type)
          .putInt(PerfAttr.SIZE, PerfAttr.SIZEOF)
          .putLong(PerfAttr.CONFIG, config);
    }

    /**
     * Samples every so many events.
     *
     * @param events the period
     * @return this
     */
    public Builder samplePeriod(long events) {
      struct.putLong(PerfAttr.SAMPLE_PERIOD, events);
      return setFlag(PerfFlag.FREQ, false);
    }

    /**
     * Samples so often; the kernel adapts the period.
     *
     * @param hertz samples a second, at most {@code kernel.perf_event_max_sample_rate}
     * @return this
     */
    public Builder sampleFrequency(long hertz) {
      struct.putLong(PerfAttr.SAMPLE_PERIOD, hertz);
      return setFlag(PerfFlag.FREQ, true);
    }

    /**
     * Says what a sample contains.
     *
     * @param sampleType an or of constants of {@link PerfSample}
     * @return this
     */
    public Builder sampleType(long sampleType) {
      struct.putLong(PerfAttr.SAMPLE_TYPE, sampleType);
      return this;
    }

    /**
     * Says what reading the event's descriptor gives.
     *
     * @param readFormat an or of constants of {@link PerfReadFormat}
     * @return this
     */
    public Builder readFormat(long readFormat) {
      struct.putLong(PerfAttr.READ_FORMAT, readFormat);
      return this;
    }

    /**
     * Sets flags.
     *
     * @param flags which
     * @return this
     */
    public Builder flags(PerfFlag... flags) {
      for (PerfFlag flag : flags) {
        setFlag(flag, true);
      }
      return this;
    }

    private Builder setFlag(PerfFlag flag, boolean value) {
      long word = struct.getLong(PerfAttr.FLAGS);
      long mask = flag.mask();
      struct.putLong(PerfAttr.FLAGS, value ? word | mask : word & ~mask);
      return this;
    }

    /**
     * Says how far from the counted event a sample's address may be ({@code precise_ip}).
     *
     * @param level 0 anywhere, 1 constant, 2 requested zero, 3 required zero
     * @return this
     */
    public Builder preciseIp(int level) {
      if (level < 0 || level > 3) {
        throw new IllegalArgumentException("precision is 0 to 3, not " + level);
      }
      long word = struct.getLong(PerfAttr.FLAGS);
      long mask = 3L << PerfAttr.BIT_PRECISE_IP;
      struct.putLong(PerfAttr.FLAGS, (word & ~mask) | ((long) level << PerfAttr.BIT_PRECISE_IP));
      return this;
    }

    /**
     * Wakes readers every so many records.
     *
     * @param records how many
     * @return this
     */
    public Builder wakeupEvents(int records) {
      struct.putInt(PerfAttr.WAKEUP_EVENTS, records);
      return setFlag(PerfFlag.WATERMARK, false);
    }

    /**
     * Wakes readers when so many bytes are waiting.
     *
     * @param bytes how many; less than the ring's size, or nobody is ever woken
     * @return this
     */
    public Builder wakeupWatermark(int bytes) {
      struct.putInt(PerfAttr.WAKEUP_EVENTS, bytes);
      return setFlag(PerfFlag.WATERMARK, true);
    }

    /**
     * Sets {@code config1} to a number.
     *
     * @param value what the type takes it for
     * @return this
     */
    public Builder config1(long value) {
      text = null;
      struct.putLong(PerfAttr.CONFIG1, value);
      return this;
    }

    /**
     * Sets {@code config1} to the address of a string, which is copied for the call.
     *
     * @param value the string
     * @return this
     */
    public Builder config1(String value) {
      text = value;
      return this;
    }

    /**
     * Sets {@code config2}.
     *
     * @param value what the type takes it for
     * @return this
     */
    public Builder config2(long value) {
      struct.putLong(PerfAttr.CONFIG2, value);
      return this;
    }

    /**
     * Sets {@code config3} (Linux 6.3).
     *
     * @param value what the type takes it for
     * @return this
     */
    public Builder config3(long value) {
      struct.putLong(PerfAttr.CONFIG3, value);
      return this;
    }

    /**
     * Watches an address ({@link PerfType#BREAKPOINT}).
     *
     * @param access 1 read, 2 write, 3 both, 4 execute ({@code HW_BREAKPOINT_*})
     * @param address the address
     * @param length 1, 2, 4 or 8 bytes
     * @return this
     */
    public Builder breakpoint(int access, long address, long length) {
      struct.putInt(PerfAttr.BP_TYPE, access);
      return config1(address).config2(length);
    }

    /**
     * Says what branch records contain.
     *
     * @param branchType an or of {@code PERF_SAMPLE_BRANCH_*}
     * @return this
     */
    public Builder branchSampleType(long branchType) {
      struct.putLong(PerfAttr.BRANCH_SAMPLE_TYPE, branchType);
      return this;
    }

    /**
     * Adds registers and stack to samples.
     *
     * @param userRegisters mask of the architecture's user registers
     * @param interruptRegisters mask of the registers at the interrupt
     * @param userStackBytes bytes of user stack, a multiple of 8
     * @return this
     */
    public Builder sampleRegisters(
        long userRegisters, long interruptRegisters, int userStackBytes) {
      struct
          .putLong(PerfAttr.SAMPLE_REGS_USER, userRegisters)
          .putLong(PerfAttr.SAMPLE_REGS_INTR, interruptRegisters)
          .putInt(PerfAttr.SAMPLE_STACK_USER, userStackBytes);
      return this;
    }

    /**
     * Stamps samples with another clock than perf's own; sets {@link PerfFlag#USE_CLOCKID}.
     *
     * @param clock {@code CLOCK_*}: 1 is {@code CLOCK_MONOTONIC}, the clock of {@code
     *     bpf_ktime_get_ns} and, on Linux, of {@link System#nanoTime()}
     * @return this
     */
    public Builder clock(int clock) {
      struct.putInt(PerfAttr.CLOCKID, clock);
      return setFlag(PerfFlag.USE_CLOCKID, true);
    }

    /**
     * Bounds the frames of a call chain (Linux 4.8).
     *
     * @param frames how many, 0 for {@code kernel.perf_event_max_stack}
     * @return this
     */
    public Builder maxStack(int frames) {
      struct.putShort(PerfAttr.SAMPLE_MAX_STACK, (short) frames);
      return this;
    }

    /**
     * Sets up the auxiliary area.
     *
     * @param watermark bytes after which readers wake
     * @param sampleSize bytes of it that a sample gets (Linux 5.5)
     * @param action bits of {@code aux_action} (Linux 6.13)
     * @return this
     */
    public Builder auxiliary(int watermark, int sampleSize, int action) {
      struct
          .putInt(PerfAttr.AUX_WATERMARK, watermark)
          .putInt(PerfAttr.AUX_SAMPLE_SIZE, sampleSize)
          .putInt(PerfAttr.AUX_ACTION, action);
      return this;
    }

    /**
     * Sets what a signal of {@link PerfFlag#SIGTRAP} carries (Linux 5.13).
     *
     * @param data the value of {@code si_perf_data}
     * @return this
     */
    public Builder signalData(long data) {
      struct.putLong(PerfAttr.SIG_DATA, data);
      return this;
    }

    /**
     * Ends building.
     *
     * @return the attributes
     */
    public PerfEventAttr build() {
      return new PerfEventAttr(this);
    }
  }
}
