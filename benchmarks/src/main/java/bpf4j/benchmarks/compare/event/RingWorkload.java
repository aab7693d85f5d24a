package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.measure.Batch;
import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.benchmarks.compare.measure.Turns;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import java.util.function.IntToLongFunction;

/**
 * Events read from channels that are full, here and by the peers, by turns: only reading is
 * measured. Different events, and allocation for views, make it fail.
 */
public final class RingWorkload implements Workload {
  private static final int MOST_EVENTS = 10_000;
  private static final int QUICK_MOST_EVENTS = 2_000;
  // Most of a turn is filling, which is not what is to be warm.
  private static final int WARM_UP_MILLIS = 2500;
  private static final int QUICK_WARM_UP_MILLIS = 900;

  @Override
  public String name() {
    return "rings";
  }

  @Override
  public String title() {
    return "Reading events that are there";
  }

  @Override
  public String method() {
    return "Each side has a channel of its own, which the same program fills with up to 10,000"
        + " events before its turn; filling is not measured. Views read the first eight"
        + " bytes where they lie, as callbacks in C do; decoded makes a record of the whole"
        + " event.";
  }

  @Override
  public void run(Setting setting) {
    for (EventSizes.EventSize<?> size : EventSizes.ALL) {
      if (!setting.quick() || size.bytes() == 16 || size.bytes() == 1024) {
        rows(setting, ChannelKind.RING, size);
        rows(setting, ChannelKind.PERF, size);
      }
    }
  }

  private static <T> void rows(Setting setting, ChannelKind kind, EventSizes.EventSize<T> size) {
    try (EventChannel<T> ours = kind.create(size);
        EventReader<T> reader = ours.reader();
        RingEvents events = new RingEvents(ours, size.bytes())) {
      Reading<T> reading = new Reading<>(reader, size.first());
      String name = kind.label() + " " + size.bytes();
      row(setting, kind, size, name + ", views", events, reading::views, true);
      row(setting, kind, size, name + ", decoded", events, reading::events, false);
    }
  }

  private static <T> void row(
      Setting setting,
      ChannelKind kind,
      EventSizes.EventSize<T> size,
      String name,
      RingEvents events,
      IntToLongFunction reading,
      boolean noAllocation) {
    int most = setting.amount(MOST_EVENTS, QUICK_MOST_EVENTS);
    int times = Math.min(most, ChannelKind.BYTES / (size.bytes() + 64));
    RowBuilder row = new RowBuilder(name, "ns");
    Batch us =
        count -> {
          events.write(count);
          return OwnThread.measured(reading, count);
        };
    OwnThread.warmUp(() -> us.run(times), setting.amount(WARM_UP_MILLIS, QUICK_WARM_UP_MILLIS));
    double bytes = OwnThread.bytesPerOperation(() -> allocated(events, reading, times), times);
    for (Tool tool : EventPeer.TOOLS) {
      row.beside(
          tool.label(),
          () -> {
            try (EventPeer peer = EventPeer.start(tool, kind, size, setting.processor())) {
              Batch them =
                  count -> {
                    peer.events().write(count);
                    return peer.peer().run("drain", count);
                  };
              return Side.of(tool.label(), Turns.take(us, them, setting.pairs(), times))
                  .with("B/op", bytes);
            }
          });
    }
    setting.add((noAllocation ? row.mustNotAllocate(bytes) : row).build());
  }

  private static long allocated(RingEvents events, IntToLongFunction reading, int times) {
    events.write(times);
    long before = OwnThread.allocated();
    long sum = reading.applyAsLong(times);
    long bytes = OwnThread.allocated() - before;
    if (sum == 0) {
      throw new IllegalStateException("events of nothing");
    }
    return bytes;
  }
}
