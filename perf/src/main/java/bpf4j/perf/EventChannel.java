package bpf4j.perf;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.Layout;

/**
 * A channel from kernel-side programs, which write events, to Java, which reads them.
 *
 * <p>Programs use the methods that say so, on the object that they have captured. An event that
 * finds no room is dropped and counted, by the program itself, on the CPU it runs on.
 *
 * @param <T> the type of an event
 */
public interface EventChannel<T> extends BpfMap {

  /** {@return the layout of an event} */
  @Override
  Layout<T> valueLayout();

  /**
   * In a program: writes an event. It may take up to 512 bytes, as it is made on the program's
   * stack.
   *
   * @param event the event
   * @return false if it was dropped
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  boolean output(T event);

  /**
   * In a program: writes bytes of an array as an event, however many they are.
   *
   * @param bytes an array that the program has made, or a constant
   * @param length how many of its first bytes; the run ends when they are none, or more than there
   *     are
   * @return false if it was dropped
   * @throws UnsupportedOperationException in Java, unless the channel lives in the JVM
   */
  boolean outputBytes(byte[] bytes, int length);

  /**
   * Starts to read. There may be one reader at a time.
   *
   * @return the reader, to be closed
   * @throws IllegalStateException if the channel is closed or has a reader
   */
  default EventReader<T> reader() {
    return reader(ReaderOptions.defaults());
  }

  /**
   * Starts to read. There may be one reader at a time.
   *
   * @param options how
   * @return the reader, to be closed
   * @throws IllegalStateException if the channel is closed or has a reader
   */
  EventReader<T> reader(ReaderOptions options);

  /** {@return how many events programs have dropped, for whatever reason, on all CPUs} */
  long dropped();

  /**
   * How many events programs have dropped on a CPU.
   *
   * @param cpu the CPU's number
   * @return how many, for whatever reason
   */
  long dropped(int cpu);

  /**
   * The counters behind {@link #dropped()}, which programs add to: one in eight elements, so that
   * no two CPUs share a cache line.
   *
   * @return the counters, owned by the channel
   */
  BpfGlobalArray<Long> dropCounters();
}
