package bpf4j.perf.internal.channel;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.ReaderOptions;
import java.util.Objects;

/**
 * What an array of buffers is to be.
 *
 * @param layout the layout of an event
 * @param bytes the size of each buffer
 * @param wakeupEvents how many events wake the reader
 * @param wakeupBytes how many bytes do, in place of that; 0 for events
 * @param overwrite whether new events take the place of the oldest
 * @param timestamps whether events have a timestamp
 */
public record PerfEventArraySpec<T>(
    Layout<T> layout,
    int bytes,
    int wakeupEvents,
    int wakeupBytes,
    boolean overwrite,
    boolean timestamps) {
  /** A record's size has 16 bits, and it has a header, a timestamp, and the size of the event. */
  private static final int MAX_EVENT = (1 << 16) - 8 - 8 - 8;

  /** Checks sizes. */
  public PerfEventArraySpec {
    Objects.requireNonNull(layout, "layout");
    Sizes.check(bytes);
    if (layout.size() > MAX_EVENT) {
      throw new IllegalArgumentException(
          layout + " takes " + layout.size() + " bytes; a perf event has at most " + MAX_EVENT);
    }
    if (wakeupBytes >= bytes) {
      throw new IllegalArgumentException(
          "wakeupBytes is " + wakeupBytes + ", which is not less than the buffer's " + bytes);
    }
  }

  /** Checks that events have what a reader orders them by. */
  void requireOrder(String name, ReaderOptions options) {
    if (!options.slack().isZero() && !timestamps) {
      throw new IllegalArgumentException(
          name + " has no timestamps to order by; build it with timestamps()");
    }
  }
}
