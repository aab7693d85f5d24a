package bpf4j.perf.internal.channel;

import bpf4j.maps.layout.Layout;
import java.util.Objects;

/**
 * What a ring buffer is to be.
 *
 * @param layout the layout of an event
 * @param bytes its size
 * @param wakeupBytes as {@link bpf4j.perf.RingBuffer#wakeupBytes()} has it
 */
public record RingBufferSpec<T>(Layout<T> layout, int bytes, int wakeupBytes) {
  /** A record has eight bytes more. */
  private static final int HEADER = 8;

  /** Checks sizes. */
  public RingBufferSpec {
    Objects.requireNonNull(layout, "layout");
    Sizes.check(bytes);
    if (layout.size() + HEADER > bytes) {
      throw new IllegalArgumentException(
          "bytes is " + bytes + ", too small for an event of " + layout.size());
    }
    if (wakeupBytes > bytes) {
      throw new IllegalArgumentException(
          "wakeupBytes is " + wakeupBytes + ", more than the buffer ever holds: " + bytes);
    }
  }
}
