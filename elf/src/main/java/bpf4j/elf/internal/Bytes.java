package bpf4j.elf.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file, of any size, read at 64-bit offsets with every access checked.
 *
 * <p>A buffer holds 2 GiB at most, so a file is mapped in windows that start at each GiB and reach
 * up to 2 GiB: whatever is at most a GiB long lies within the window that its start is in.
 * Immutable.
 */
public final class Bytes {
  private static final int WINDOW_SHIFT = 30;
  private static final long WINDOW_STEP = 1L << WINDOW_SHIFT;

  private final ByteBuffer[] windows;
  private final long size;
  private final Failure failure;

  private Bytes(ByteBuffer[] windows, long size, Failure failure) {
    this.windows = windows;
    this.size = size;
    this.failure = failure;
  }

  /**
   * Wraps a buffer, which is not copied.
   *
   * @param buffer the bytes, from its position to its limit
   * @param failure makes the exception for an access outside of the bytes
   * @return the bytes, in little-endian order
   */
  public static Bytes of(ByteBuffer buffer, Failure failure) {
    ByteBuffer window = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    return new Bytes(new ByteBuffer[] {window}, window.limit(), failure);
  }

  /**
   * Maps a file. The mapping goes when the object is collected.
   *
   * @param path the file
   * @param failure makes the exception for an access outside of the bytes
   * @return its bytes, in little-endian order
   * @throws IOException when it cannot be opened or mapped
   */
  public static Bytes map(Path path, Failure failure) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] windows = new ByteBuffer[(int) (size >>> WINDOW_SHIFT) + 1];
      for (int i = 0; i < windows.length; i++) {
        long start = i * WINDOW_STEP;
        long length = Math.min(size - start, Integer.MAX_VALUE);
        windows[i] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, start, length)
                .order(ByteOrder.LITTLE_ENDIAN);
      }
      return new Bytes(windows, size, failure);
    }
  }

  /**
   * Returns the same bytes, read in another byte order.
   *
   * @param order the byte order
   * @return the bytes
   */
  public Bytes order(ByteOrder order) {
    ByteBuffer[] ordered = new ByteBuffer[windows.length];
    for (int i = 0; i < windows.length; i++) {
      ordered[i] = windows[i].duplicate().order(order);
    }
    return new Bytes(ordered, size, failure);
  }

  /**
   * Returns the number of bytes.
   *
   * @return the size
   */
  public long size() {
    return size;
  }

  /**
   * Reads a byte.
   *
   * @param offset its offset
   * @return the byte, unsigned
   */
  public int u8(long offset) {
    return window(offset, 1).get(within(offset)) & 0xff;
  }

  /**
   * Reads two bytes.
   *
   * @param offset the offset of the first
   * @return the number, unsigned
   */
  public int u16(long offset) {
    return window(offset, 2).getChar(within(offset));
  }

  /**
   * Reads four bytes.
   *
   * @param offset the offset of the first
   * @return the number
   */
  public int i32(long offset) {
    return window(offset, 4).getInt(within(offset));
  }

  /**
   * Reads four bytes.
   *
   * @param offset the offset of the first
   * @return the number, unsigned
   */
  public long u32(long offset) {
    return Integer.toUnsignedLong(i32(offset));
  }

  /**
   * Reads eight bytes.
   *
   * @param offset the offset of the first
   * @return the number
   */
  public long i64(long offset) {
    return window(offset, 8).getLong(within(offset));
  }

  /**
   * Returns a part without copying it.
   *
   * @param offset where it starts
   * @param length its length, at most a GiB
   * @param what what it is, for the exception
   * @return a read-only buffer with the part, in the same byte order
   */
  public ByteBuffer slice(long offset, long length, String what) {
    check(offset, length, what);
    if (length > WINDOW_STEP) {
      throw failure.exception(
          what + ": " + length + " bytes are more than the GiB that is supported");
    }
    ByteBuffer window = windows[(int) (offset >>> WINDOW_SHIFT)];
    return window.slice(within(offset), (int) length).asReadOnlyBuffer().order(window.order());
  }

  /**
   * Checks that a part lies within the bytes.
   *
   * @param offset where it starts
   * @param length its length
   * @param what what it is, for the exception
   */
  public void check(long offset, long length, String what) {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw failure.exception(
          what
              + ": "
              + Long.toUnsignedString(length)
              + " bytes at offset "
              + Long.toUnsignedString(offset)
              + " do not lie within the "
              + size
              + " bytes there are");
    }
  }

  private ByteBuffer window(long offset, int length) {
    check(offset, length, "a number");
    return windows[(int) (offset >>> WINDOW_SHIFT)];
  }

  private static int within(long offset) {
    return (int) (offset & (WINDOW_STEP - 1));
  }
}
