package bpf4j.perf;

import bpf4j.maps.layout.Layout;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
   * In a program: reserves room for an event in the buffer itself, has it filled in there, and
   * submits it. Nothing is copied, and the event may be larger than the stack.
   *
   * <pre>{@code
   * static final class Exec { int pid; final byte[] path = new byte[256]; }
   *
   * ring.submit(exec -> {
   *   exec.pid = Kernel.pid();
   *   UserMemory.read(exec.path, address);
   * });
   * }</pre>
   *
   * <p>The event begins as zeros, has its place in the order of events from now on, and is read
   * when {@code fill} has returned. It must not be used afterwards. A run that fails in {@code
   * fill} gives its place back.
   *
   * @param fill fills the event in; not called when there is no room
   * @return false if there was no room, so that the event was dropped
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  boolean submit(Consumer<? super T> fill);

  /**
   * As {@link #submit}, of an event that may turn out not to be worth reading.
   *
   * @param fill fills the event in, and says whether to submit it; if not, its place is given back
   * @return true if it was submitted
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  boolean submitIf(Predicate<? super T> fill);

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
