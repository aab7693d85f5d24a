package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.IntSupplier;

/** Damages bytes, and watches what reading them costs. */
public final class Mutation {
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_NANOS = 1_000_000_000L;
  private static final int[] VALUES = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7fff_fff0,
    0x0100_0000,
    0x00ff_ffff
  };
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Multiplies the number of mutants; 50 makes about a million of all tests together. */
  private static final int FACTOR = Integer.getInteger("bpf4j.mutants.factor", 1);

  private Mutation() {}

  /** How many mutants to try where this many are usual. */
  public static int count(int usual) {
    return Math.multiplyExact(usual, FACTOR);
  }

  /** Changes one to four places anywhere. */
  public static void apply(byte[] bytes, Random random) {
    apply(bytes, 0, bytes.length, random);
  }

  /** Changes one to four places in a range. */
  public static void apply(byte[] bytes, int from, int to, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = from + random.nextInt(to - from);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int value = VALUES[random.nextInt(VALUES.length)];
          for (int k = 0; k < 4 && (at & -4) + k < to; k++) {
            bytes[(at & -4) + k] = (byte) (value >>> 8 * k);
          }
        }
      }
    }
  }

  /** Runs something that may take neither much memory nor long. */
  public static int bounded(IntSupplier action) {
    return bounded(MOST_BYTES, action);
  }

  /** Runs something that may take neither more heap than this nor long. */
  public static int bounded(long mostBytes, IntSupplier action) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    // Of the processor, so that what else the machine does is not counted.
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      return action.getAsInt();
    } finally {
      assertThat(THREADS.getCurrentThreadCpuTime() - start)
          .as("nanoseconds")
          .isLessThan(MOST_NANOS);
      assertThat(THREADS.getThreadAllocatedBytes(thread) - bytes)
          .as("bytes allocated")
          .isLessThan(mostBytes);
    }
  }
}
