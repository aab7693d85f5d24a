package bpf4j.maps.internal;

import bpf4j.syscall.system.Machine;

/** The kernel's rule for the size of rings ({@code ringbuf_map_alloc}). */
public final class RingSizes {

  private RingSizes() {}

  /** {@code 2 * size} and a page are mapped at once, whose size Java has as an {@code int}. */
  private static final int MAX_MAPPED = 1 << 29;

  /**
   * Checks the size of a ring that is mapped here.
   *
   * @param bytes the size of the data
   * @return it
   * @throws IllegalArgumentException if it is no power of two, less than a page or more than 512
   *     MiB
   */
  public static int checkMapped(int bytes) {
    if (bytes > MAX_MAPPED) {
      throw new IllegalArgumentException(
          "bytes is " + bytes + ": at most " + MAX_MAPPED + " can be mapped for a ring");
    }
    return check(bytes);
  }

  /**
   * Checks a size.
   *
   * @param bytes the size of the data
   * @return it
   * @throws IllegalArgumentException if it is no power of two, or less than a page
   */
  public static int check(int bytes) {
    int page = Machine.pageSize();
    if (Integer.bitCount(bytes) != 1 || bytes < page) {
      throw new IllegalArgumentException(
          "bytes is "
              + bytes
              + ": the size of a ring is a power of two and at least a page, "
              + page
              + " bytes here");
    }
    return bytes;
  }
}
