package bpf4j.perf;

import bpf4j.perf.internal.reader.Merge;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the events of one channel, or of several.
 *
 * <p><b>Threads.</b> One thread at a time reads; another that tries meanwhile gets an {@link
 * IllegalStateException}, as does a handler that reads from its own reader. {@link #wakeup()},
 * {@link #close()} and the counters may be called by any thread at any time, also inside a handler.
 * Waiting blocks a platform thread.
 *
 * <p><b>Ends.</b> {@link #close()} from another thread ends a wait at once, and otherwise waits
 * until the event that is being handled is done; no event is handed out after it. An interrupt ends
 * a wait too: the read returns what it has, and the thread stays interrupted. A handler that throws
 * ends the read with what it threw; its event counts as read, the others stay for the next read.
 *
 * <p><b>Types.</b> Handlers of events get copies, made by generated code. Handlers of views get the
 * memory itself, without any allocation.
 *
 * @param <T> the type of an event
 */
public interface EventReader<T> extends Iterable<T>, AutoCloseable {

  /**
   * Reads several channels by one reader. Closing it leaves the channels open.
   *
   * @param <T> what the events have in common, such as a sealed interface
   * @param channels the channels, at least one, all in the kernel or all in the JVM
   * @return the reader, to be closed
   */
  static <T> EventReader<T> merged(List<? extends EventChannel<? extends T>> channels) {
    return merged(channels, ReaderOptions.defaults());
  }

  /**
   * Reads several channels by one reader. Closing it leaves the channels open.
   *
   * @param <T> what the events have in common, such as a sealed interface
   * @param channels the channels, at least one, all in the kernel or all in the JVM
   * @param options how to read them
   * @return the reader, to be closed
   */
  static <T> EventReader<T> merged(
      List<? extends EventChannel<? extends T>> channels, ReaderOptions options) {
    return Merge.open(channels, options);
  }

  /**
   * Hands out all events that are there; if there are none, waits for some.
   *
   * @param timeout how long to wait at most
   * @param handler gets each event
   * @return how many there were; 0 if the time is up, or the wait was ended
   * @throws IllegalStateException if the reader is closed, or another thread reads
   * @throws RingFormatException if the buffer is damaged
   */
  int poll(Duration timeout, Consumer<? super T> handler);

  /**
   * As {@link #poll}, without decoding.
   *
   * @param timeout how long to wait at most
   * @param handler gets the view of each event
   * @return how many there were; 0 if the time is up, or the wait was ended
   */
  int pollViews(Duration timeout, Consumer<? super EventView> handler);

  /**
   * Hands out the events that are there, without waiting.
   *
   * @param handler gets each event
   * @return how many there were
   */
  default int drain(Consumer<? super T> handler) {
    return drain(Integer.MAX_VALUE, handler);
  }

  /**
   * Hands out events that are there, without waiting.
   *
   * @param max how many at most
   * @param handler gets each event
   * @return how many there were
   */
  int drain(int max, Consumer<? super T> handler);

  /**
   * As {@link #drain(Consumer)}, without decoding.
   *
   * @param handler gets the view of each event
   * @return how many there were
   */
  default int drainViews(Consumer<? super EventView> handler) {
    return drainViews(Integer.MAX_VALUE, handler);
  }

  /**
   * As {@link #drain(int, Consumer)}, without decoding.
   *
   * @param max how many at most
   * @param handler gets the view of each event
   * @return how many there were
   */
  int drainViews(int max, Consumer<? super EventView> handler);

  /**
   * Hands out events until the reader is closed or the thread interrupted.
   *
   * @param handler gets each event
   */
  @Override
  void forEach(Consumer<? super T> handler);

  /**
   * Waits for the events one by one; ends when the reader is closed or the thread interrupted.
   * Events are taken out of the buffer up to 1,024 at a time.
   *
   * @return the events, for one thread
   */
  @Override
  Iterator<T> iterator();

  /**
   * The events as they come; ends when the reader is closed or the thread interrupted.
   *
   * @return an ordered sequential stream
   */
  Stream<T> stream();

  /**
   * The events for one subscriber, who decides how many it takes. A thread reads them from the
   * subscription until it is cancelled, the reader is closed (then the stream is complete), or
   * something is thrown (then it is passed on). What is not asked for stays in the buffer.
   *
   * @param threadName the name of that thread, a daemon
   * @return the publisher; a second subscriber is refused
   */
  Flow.Publisher<T> publisher(String threadName);

  /**
   * Has a thread of its own hand out all events.
   *
   * @param threadName the name of that thread, a daemon
   * @param handler gets each event; what it throws ends the loop
   * @return the running loop; closing it leaves the reader open
   */
  EventLoop start(String threadName, Consumer<? super T> handler);

  /** Ends the wait that a thread is in, or else the next one, as if the time were up. */
  void wakeup();

  /** {@return how many events were handed out} */
  long received();

  /**
   * How many events were lost for want of room: for a perf event array as the kernel counts ({@code
   * PERF_FORMAT_LOST}, Linux 6.0; before, as of the last event read behind a gap), for a ring
   * buffer as the programs do ({@link EventChannel#dropped()}).
   *
   * @return the number of all CPUs
   */
  long lost();

  /**
   * How many of the events that were lost programs sent on a CPU. The numbers of all CPUs sum up to
   * {@link #lost()}; they can be read when the reader is closed, too.
   *
   * @param cpu the CPU's number; a channel in the JVM loses on CPU 0
   * @return how many
   * @throws IndexOutOfBoundsException if the machine cannot have such a CPU
   */
  long lost(int cpu);

  /** {@return whether {@link #close()} was called} */
  boolean isClosed();

  /** Ends reading; see above. Closing twice is harmless. The channel stays open. */
  @Override
  void close();
}
