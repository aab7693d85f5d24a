package bpf4j.perf;

import bpf4j.maps.layout.Layout;

/**
 * One buffer for the events of all CPUs, in the order in which programs reserved their places
 * ({@code BPF_MAP_TYPE_RINGBUF}, Linux 5.8).
 *
 * <p>{@link #maxEntries()} is its size in bytes. Each event takes eight bytes more than itself,
 * rounded up to eight.
 *
 * <p>The buffer has one position for reading, in memory that all who map it share: one process
 * reads it. Events written while there is no reader wait for one.
 *
 * @param <T> the type of an event
 */
public interface RingBuffer<T> extends EventChannel<T> {

  /**
   * A ring buffer of 1 MiB.
   *
   * @param <T> the type of an event
   * @param eventType a record, or a class with fields
   * @return the channel, to be closed
   */
  static <T> RingBuffer<T> of(Class<T> eventType) {
    return builder(eventType).create();
  }

  /**
   * A ring buffer.
   *
   * @param <T> the type of an event
   * @param eventType a record, or a class with fields
   * @param bytes its size, a power of two and a multiple of the page size
   * @return the channel, to be closed
   */
  static <T> RingBuffer<T> of(Class<T> eventType, int bytes) {
    return builder(eventType).bytes(bytes).create();
  }

  /**
   * Starts to describe a ring buffer.
   *
   * @param <T> the type of an event
   * @param eventType a record, or a class with fields
   * @return a builder
   */
  static <T> RingBufferBuilder<T> builder(Class<T> eventType) {
    return builder(Layout.of(eventType));
  }

  /**
   * Starts to describe a ring buffer.
   *
   * @param <T> the type of an event
   * @param eventLayout the layout of an event
   * @return a builder
   */
  static <T> RingBufferBuilder<T> builder(Layout<T> eventLayout) {
    return new RingBufferBuilder<>(eventLayout);
  }

  /**
   * In a program: writes an event, and says whether it wakes the reader, whatever {@link
   * #wakeupBytes()} is.
   *
   * @param event the event
   * @param wakeup whether to wake
   * @return false if it was dropped
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  boolean output(T event, Wakeup wakeup);

  /**
   * In a program: the bytes that are written and not read ({@code BPF_RB_AVAIL_DATA}).
   *
   * @return a number that may be outdated already
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  long availableData();

  /**
   * How many bytes must lie unread for an event to wake the reader; 0 to wake whenever it may be
   * waiting, -1 never to.
   *
   * @return as {@link RingBufferBuilder#wakeupBytes} or {@link RingBufferBuilder#neverWake} said
   */
  int wakeupBytes();
}
