package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.perf.EventReader;
import bpf4j.perf.EventView;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** How this side reads what is in a channel. */
final class Reading<T> {
  private long sum;
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

  private long checked(int drained, int count) {
    if (drained != count) {
      throw new DifferentWorkException(drained + " events where " + count + " were written");
    }
    return sum;
  }
}
