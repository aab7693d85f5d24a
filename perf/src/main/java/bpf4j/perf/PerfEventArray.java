package bpf4j.perf;

import bpf4j.maps.layout.Layout;

/**
 * One buffer of events for each CPU ({@code BPF_MAP_TYPE_PERF_EVENT_ARRAY}, Linux 4.4).
 *
 * <p>{@link #maxEntries()} is the number of CPUs. There are buffers only while there is a reader:
 * events written without one are dropped. So the reader is opened before its producer is attached.
 * CPUs that come up later get their buffer within a second.
 *
 * @param <T> the type of an event
 */
public interface PerfEventArray<T> extends EventChannel<T> {

  /**
   * An array of buffers of 256 KiB.
   *
   * @param <T> the type of an event
   * @param eventType a record, or a class with fields
   * @return the channel, to be closed
   */
  static <T> PerfEventArray<T> of(Class<T> eventType) {
    return builder(eventType).create();
  }

  /**
   * Starts to describe an array of buffers.
   *
   * @param <T> the type of an event
   * @param eventType a record, or a class with fields
   * @return a builder
   */
  static <T> PerfEventArrayBuilder<T> builder(Class<T> eventType) {
    return builder(Layout.of(eventType));
  }

  /**
   * Starts to describe an array of buffers.
   *
   * @param <T> the type of an event
   * @param eventLayout the layout of an event
   * @return a builder
   */
  static <T> PerfEventArrayBuilder<T> builder(Layout<T> eventLayout) {
    return new PerfEventArrayBuilder<>(eventLayout);
  }
}
