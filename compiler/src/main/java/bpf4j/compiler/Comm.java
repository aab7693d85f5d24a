package bpf4j.compiler;

import bpf4j.compiler.declare.Intrinsic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A thread's name as the kernel keeps it: up to 15 bytes and a zero, 16 in all.
 *
 * <p>A value of 16 bytes on both sides: comparing is two comparisons, and as a map key or value it
 * lies in memory exactly as the kernel's {@code char comm[16]}.
 *
 * <pre>{@code
 * var bash = Comm.of("bash");
 * Tracepoint.attach("sched:sched_switch", sw -> { if (Kernel.comm().equals(bash)) … });
 * }</pre>
 *
 * @param first bytes 0 to 7 of the name, as a {@code long} in the host's byte order
 * @param second bytes 8 to 15
 */
public record Comm(long first, long second) {
  /**
   * The bytes of a name, its ending zero included: {@code TASK_COMM_LEN} of {@code linux/sched.h}.
   */
  public static final int LENGTH = 16;

  /**
   * The kernel's form of a name. As the kernel does, takes what fits.
   *
   * @param name of which the first 15 bytes in UTF-8 are kept
   * @return the name
   */
  @Intrinsic(Intrinsic.Kind.FOLD)
  public static Comm of(String name) {
    byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), LENGTH);
    bytes[LENGTH - 1] = 0;
    return of(bytes);
  }

  /**
   * The name, read up to its first zero.
   *
   * @return the text; bytes that are not UTF-8 are replaced
   */
  @Override
  public String toString() {
    byte[] bytes = new byte[LENGTH];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(first).putLong(second);
    int end = 0;
    while (end < LENGTH && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  static Comm of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return new Comm(buffer.getLong(0), buffer.getLong(Long.BYTES));
  }
}
