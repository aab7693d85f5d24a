package bpf4j.maps.internal;

import bpf4j.syscall.system.Machine;

/** The kernel's rule for the size of rings ({@code ringbuf_map_alloc}). */
public final class RingSizes {

  private RingSizes() {}

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
