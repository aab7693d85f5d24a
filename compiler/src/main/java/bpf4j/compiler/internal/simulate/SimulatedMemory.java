package bpf4j.compiler.internal.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Memory that programs on the JVM read by address. */
public final class SimulatedMemory {
  /** The helpers that fill an array. */
  public static final List<String> READERS =
      List.of("probe_read_user", "probe_read_kernel", "copy_from_user");

  /** The helpers that copy a string. */
  public static final List<String> STRING_READERS =
      List.of("probe_read_user_str", "probe_read_kernel_str");

  private static final long FAULT = -14;

  private final NavigableMap<Long, byte[]> regions = new TreeMap<>(Long::compareUnsigned);

  /** Lays bytes out at an address. */
  public void put(long address, byte[] content) {
    regions.put(address, content.clone());
  }

  /**
   * Fills an array.
   *
   * @return 0, or {@code -EFAULT} after filling it with zeros
   */
  public long read(byte[] to, long address) {
    byte[] found = bytesAt(address, to.length);
    if (found == null) {
      Arrays.fill(to, (byte) 0);
      return FAULT;
    }
    System.arraycopy(found, 0, to, 0, to.length);
    return 0;
  }

  /**
   * Copies a string, cut to the array's length.
   *
   * @return its length with the ending zero, or {@code -EFAULT} after filling the array with zeros
   */
  public long readString(byte[] to, long address) {
    for (int length = 1; length <= to.length; length++) {
      byte[] found = bytesAt(address, length);
      if (found == null) {
        Arrays.fill(to, (byte) 0);
        return FAULT;
      }
      boolean ends = found[length - 1] == 0;
      if (ends || length == to.length) {
        System.arraycopy(found, 0, to, 0, length);
        to[length - 1] = 0;
        return length;
      }
    }
    return 0;
  }

  private byte[] bytesAt(long address, int length) {
    Map.Entry<Long, byte[]> region = regions.floorEntry(address);
    if (region == null) {
      return null;
    }
    long offset = address - region.getKey();
    byte[] content = region.getValue();
    return offset <= content.length - length
        ? Arrays.copyOfRange(content, (int) offset, (int) offset + length)
        : null;
  }
}
