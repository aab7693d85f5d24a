package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.measure.Cost;
import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.perf.EventReader;
import bpf4j.perf.EventView;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** How this side reads what is in a channel. */
final class Reading<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private long sum;
  private long seen;
  private long begin;
  private long last;
  private final EventReader<T> reader;
  private final Consumer<T> onEvent;

  Reading(EventReader<T> reader, ToLongFunction<T> first) {
    this.reader = reader;
    this.onEvent = event -> sum += first.applyAsLong(event);
  }

  private void add(EventView view) {
    sum += view.getLong(0);
  }

  /** Reads the first eight bytes of events where they lie; returns their sum. */
  long views(int count) {
    sum = 0;
    return checked(reader.drainViews(this::add), count);
  }

  /** Makes objects of events; returns the sum of their first eight bytes. */
  long events(int count) {
    sum = 0;
    return checked(reader.drain(onEvent), count);
  }

  /**
   * Reads views of events that come: all, or fewer if then none comes for a second.
   *
   * @param times how many all are
   * @return the time from the first to the last, this thread's time on the processor, and how many
   */
  Cost stream(int times) {
    seen = 0;
    sum = 0;
    Cost whole = OwnThread.measured(this::untilAllOrQuiet, times);
    return new Cost(last - begin, whole.cpu(), seen);
  }

  private long untilAllOrQuiet(int times) {
    while (true) {
      long before = seen;
      reader.pollViews(PATIENCE, this::addComing);
      if (seen > before) {
        last = System.nanoTime();
      }
      if (seen >= times || seen > 0 && System.nanoTime() - last > PATIENCE.toNanos()) {
        return seen;
      }
    }
  }

  private void addComing(EventView view) {
    sum += view.getLong(0);
    if (seen++ == 0) {
      begin = System.nanoTime();
    }
  }

  private long checked(int drained, int count) {
    if (drained != count) {
      throw new DifferentWorkException(drained + " events where " + count + " were written");
    }
    return sum;
  }
}
