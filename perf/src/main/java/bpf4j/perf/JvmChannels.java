package bpf4j.perf;

import bpf4j.maps.layout.Layout;

/**
 * Makes channels that live in the JVM: twins for running kernel-side code in unit tests, without
 * privileges. What {@code output} writes lies in memory as the kernel would have it, and is read by
 * the same readers. A full buffer drops and counts.
 */
public final class JvmChannels {
  private JvmChannels() {}

  /**
   * A ring buffer.
   *
   * @param <T> the type of an event
   * @param eventType the type of an event
   * @param bytes its size, a power of two and a multiple of 4,096
   * @return the channel
   */
  public static <T> RingBuffer<T> ringBuffer(Class<T> eventType, int bytes) {
    return ringBuffer(Layout.of(eventType), bytes);
  }

  /**
   * A ring buffer.
   *
   * @param <T> the type of an event
   * @param eventLayout the layout of an event
   * @param bytes its size, a power of two and a multiple of 4,096
   * @return the channel
   */
  public static <T> RingBuffer<T> ringBuffer(Layout<T> eventLayout, int bytes) {
    return RingBuffer.builder(eventLayout).bytes(bytes).createTwin();
  }

  /**
   * A perf event array, of one CPU.
   *
   * @param <T> the type of an event
   * @param eventType the type of an event
   * @param bytes the size of the buffer, a power of two and a multiple of 4,096
   * @return the channel
   */
  public static <T> PerfEventArray<T> perfEventArray(Class<T> eventType, int bytes) {
    return perfEventArray(Layout.of(eventType), bytes);
  }

  /**
   * A perf event array, of one CPU.
   *
   * @param <T> the type of an event
   * @param eventLayout the layout of an event
   * @param bytes the size of the buffer, a power of two and a multiple of 4,096
   * @return the channel
   */
  public static <T> PerfEventArray<T> perfEventArray(Layout<T> eventLayout, int bytes) {
    return PerfEventArray.builder(eventLayout).bytes(bytes).createTwin();
  }
}
