package bpf4j.perf;

import bpf4j.maps.layout.Layout;
import java.nio.ByteBuffer;

/**
 * An event where it lies, in the memory that the kernel writes to: nothing is copied, unless the
 * event wraps round the end of a perf event buffer.
 *
 * <p>One view serves a reader for all its events. It is valid only inside the handler that it is
 * passed to, and only on that thread; whoever keeps it sees other events later. Offsets count from
 * the event's first byte; numbers are in host order, and need not be aligned.
 */
public interface EventView {

  /**
   * The number of bytes. The kernel fills up what lies in a perf event array, so that up to 7 bytes
   * more may be there than the program wrote, of any value.
   *
   * @return 0 or more
   */
  int length();

  /**
   * One byte.
   *
   * @param offset where
   * @return the byte
   * @throws IndexOutOfBoundsException if it lies outside the event
   */
  byte getByte(int offset);

  /**
   * Two bytes.
   *
   * @param offset where
   * @return the number
   * @throws IndexOutOfBoundsException if one of them lies outside the event
   */
  short getShort(int offset);

  /**
   * Four bytes.
   *
   * @param offset where
   * @return the number
   * @throws IndexOutOfBoundsException if one of them lies outside the event
   */
  int getInt(int offset);

  /**
   * Eight bytes.
   *
   * @param offset where
   * @return the number
   * @throws IndexOutOfBoundsException if one of them lies outside the event
   */
  long getLong(int offset);

  /**
   * The event by a layout of one's own.
   *
   * @param <T> the type of the event
   * @param layout how it lies there
   * @return a copy of it
   * @throws RingFormatException if the event is shorter than the layout
   */
  <T> T read(Layout<T> layout);

  /** {@return a copy of all bytes} */
  byte[] toBytes();

  /**
   * The memory that the event lies in, read-only and in host order, for those who want no checks
   * between them and it. Its position and limit mean nothing; use absolute access, from {@link
   * #offset()} on.
   *
   * @return the memory, of other events as well
   */
  ByteBuffer memory();

  /** {@return where the event begins in {@link #memory()}} */
  int offset();

  /** {@return the CPU that the event was written on, -1 where that is not known (ring buffers)} */
  int cpu();

  /**
   * {@return when the event was written, in nanoseconds as {@link System#nanoTime()} has them; 0
   * without {@link PerfEventArrayBuilder#timestamps()}}
   */
  long timestamp();
}
