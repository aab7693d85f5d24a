package bpf4j.perf.internal.ring;

import bpf4j.perf.EventView;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands out the records of several rings in the order of their timestamps. A record may become
 * visible later than its timestamp says: so only those are handed out that are older than that.
 */
public final class OrderedRings {
  private OrderedRings() {}

  /**
   * Hands out all records up to a time.
   *
   * @param rings the rings
   * @param until the time, as timestamps have it
   * @param view to be placed on each record
   * @param handler gets the view
   * @param max how many records at most
   * @param stop ends it early
   * @return how many records there were
   */
  public static int drain(
      List<SampleRing> rings,
      long until,
      RecordView view,
      Consumer<? super EventView> handler,
      int max,
      Stop stop) {
    for (SampleRing ring : rings) {
      ring.look();
    }
    int count = 0;
    try {
      while (count < max && !stop.isAsked()) {
        SampleRing next = oldest(rings);
        if (next == null || next.nextTime(Long.MAX_VALUE) > until) {
          break;
        }
        if (next.place(view)) {
          count++;
          handler.accept(view);
        }
      }
    } finally {
      for (SampleRing ring : rings) {
        ring.free();
      }
      view.end(count);
    }
    return count;
  }

  private static SampleRing oldest(List<SampleRing> rings) {
    SampleRing oldest = null;
    long time = Long.MAX_VALUE;
    for (SampleRing ring : rings) {
      long its = ring.nextTime(Long.MAX_VALUE);
      if (its < time) {
        time = its;
        oldest = ring;
      }
    }
    return oldest;
  }
}
