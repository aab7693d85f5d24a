package bpf4j.syscall.internal.call;

import bpf4j.syscall.Errno;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * A call with a log buffer that grows until the log fits: to the size the kernel states ({@code
 * log_true_size}, Linux 6.4), else fourfold.
 *
 * @param result the call's result or negated errno
 * @param text the log, without its final NUL
 * @param truncated whether it still did not fit
 */
public record KernelLog(long result, String text, boolean truncated) {
  private static final int FIRST_SIZE = 1 << 16;
  private static final int RETRIES_ON_EAGAIN = 5;

  /**
   * Makes a call until its log fits, or the largest buffer was used.
   *
   * @param trueSizeOffset where in the attribute the kernel states the log's size
   */
  public static KernelLog calling(
      Attr attr,
      int levelOffset,
      int sizeOffset,
      int bufferOffset,
      int trueSizeOffset,
      int level,
      int maxSize,
      ToLongFunction<Attr> call) {
    int size = Math.min(FIRST_SIZE, maxSize);
    while (true) {
      try (NativeMemory buffer = NativeMemory.allocate(size)) {
        attr.u32(levelOffset, level)
            .u32(sizeOffset, size)
            .u64(bufferOffset, buffer.address())
            .u32(trueSizeOffset, 0);
        long result = patiently(attr, call);
        attr.u64(bufferOffset, 0);
        long trueSize = Integer.toUnsignedLong(attr.u32(trueSizeOffset));
        boolean full = result == -Errno.ENOSPC.number() || trueSize > size;
        if (!full || size == maxSize) {
          return new KernelLog(result, text(buffer.buffer()), full);
        }
        if (result >= 0) {
          return new KernelLog(result, text(buffer.buffer()), true);
        }
        size = (int) Math.min(maxSize, Math.max(trueSize, 4L * size));
      }
    }
  }

  /** Makes a call without a log. */
  public static KernelLog without(Attr attr, ToLongFunction<Attr> call) {
    return new KernelLog(patiently(attr, call), "", false);
  }

  /** The verifier gives up with EAGAIN when a signal is pending, as profilers send them. */
  private static long patiently(Attr attr, ToLongFunction<Attr> call) {
    long result = call.applyAsLong(attr);
    for (int i = 0; i < RETRIES_ON_EAGAIN && result == -Errno.EAGAIN.number(); i++) {
      result = call.applyAsLong(attr);
    }
    return result;
  }

  private static String text(ByteBuffer buffer) {
    int length = 0;
    while (length < buffer.capacity() && buffer.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
