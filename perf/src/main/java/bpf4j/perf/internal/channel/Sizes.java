package bpf4j.perf.internal.channel;

/** Sizes of buffers. */
final class Sizes {
  /** A smaller page there is not; the kernel checks against its own. */
  static final int LEAST = 4096;

  /** A ring buffer is mapped twice in a row, and Java's buffers have 31 bits. */
  static final int MOST = 512 << 20;

  private Sizes() {}

  static void check(int bytes) {
    if (Integer.bitCount(bytes) != 1 || bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException(
          "bytes is "
              + bytes
              + ": the size of a buffer is a power of two, from a page to "
              + MOST
              + (bytes > 0 && bytes < MOST ? "; the next is " + next(bytes) : ""));
    }
  }

  private static int next(int bytes) {
    return Math.max(LEAST, Integer.highestOneBit(bytes) << 1);
  }
}
