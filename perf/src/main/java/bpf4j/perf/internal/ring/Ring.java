package bpf4j.perf.internal.ring;

import bpf4j.perf.EventView;
import bpf4j.syscall.io.Fd;
import java.util.function.Consumer;

/** Records in shared memory, to be read by one thread at a time. */
public sealed interface Ring extends AutoCloseable permits RecordRing, SampleRing, LastSamplesRing {

  /**
   * Hands out records, up to the last that was there when it was called, and frees their place.
   *
   * @param view to be placed on each record
   * @param handler gets the view; when it throws, its record counts as read
   * @param max how many records at most
   * @param stop ends it early
   * @return how many records there were
   */
  int drain(RecordView view, Consumer<? super EventView> handler, int max, Stop stop);

  /** Whether there is something to read that {@link #drain} has not seen. */
  boolean hasMore();

  /** What becomes readable when there are records; null for rings of the JVM. */
  Fd fd();

  /**
   * Has somebody called when there are records.
   *
   * @param waker wakes the reader; only rings of the JVM call it
   */
  void onRecord(Runnable waker);

  /** Gives the memory back. Nobody reads any more. */
  @Override
  void close();
}
