package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.declare.FailStopException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers at addresses, as helpers read them on the JVM. */
public final class MemoryTwin {
  private MemoryTwin() {}

  /**
   * Reads a number in host order, sign-extended.
   *
   * @param helper {@code probe_read_user} or {@code probe_read_kernel}
   * @param address where
   * @param bytes 1, 2, 4 or 8
   * @throws FailStopException if there is no memory
   */
  public static long number(String helper, long address, int bytes) {
    byte[] read = new byte[bytes];
    if (HelperTwin.number(helper, read, address) != 0) {
      throw new FailStopException("bpf_" + helper);
    }
    ByteBuffer buffer = ByteBuffer.wrap(read).order(ByteOrder.nativeOrder());
    return switch (bytes) {
      case 1 -> buffer.get(0);
      case 2 -> buffer.getShort(0);
      case 4 -> buffer.getInt(0);
      default -> buffer.getLong(0);
    };
  }

  /**
   * Fills the beginning of an array.
   *
   * @param helper {@code probe_read_user} or {@code probe_read_kernel}
   * @param to the array
   * @param length how much of it
   * @param address where
   * @return the helper's status
   * @throws FailStopException if the array is shorter
   */
  public static long part(String helper, byte[] to, int length, long address) {
    if (length < 0 || length > to.length) {
      throw new FailStopException("length " + length + " of an array of " + to.length);
    }
    byte[] part = new byte[length];
    long status = length == 0 ? 0 : HelperTwin.number(helper, part, address);
    System.arraycopy(part, 0, to, 0, length);
    return status;
  }

  /**
   * Copies a string.
   *
   * @param helper {@code probe_read_user_str} or {@code probe_read_kernel_str}
   * @param address where
   * @param size the bytes of its place
   * @throws FailStopException if there is no memory
   */
  public static String string(String helper, long address, int size) {
    byte[] place = new byte[size];
    if (HelperTwin.number(helper, place, address) < 0) {
      throw new FailStopException("bpf_" + helper);
    }
    int length = 0;
    while (length < size && place[length] != 0) {
      length++;
    }
    return new String(place, 0, length, StandardCharsets.UTF_8);
  }
}
