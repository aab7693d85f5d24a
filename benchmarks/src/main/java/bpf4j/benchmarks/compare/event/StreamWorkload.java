package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.measure.Cost;
import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Events that are read while they are written, by one producer and by two. */
public final class StreamWorkload implements Workload {
  private static final int EVENTS = 100_000;
  private static final int QUICK_EVENTS = 5_000;
  private static final int PAIRS = 20;

  /** On a machine that stood still for a second, a turn may have left events for the next. */
  private static final int ATTEMPTS = 5;

  /** One turn of one side. */
  private record Turn(Cost reading, long producing, int written) {
    double nanos() {
      return (double) reading.wall() / reading.sum();
    }

    double cpu() {
      return (double) reading.cpu() / reading.sum();
    }

    double producerCpu() {
      return (double) producing / written;
    }

    double lost() {
      return 100.0 * (written - reading.sum()) / written;
    }
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String title() {
    return "Events read while they are written";
  }

  @Override
  public String method() {
    return "Producers on processors of their own write as fast as they can, one or two at a time; a"
        + " reader on the last processor waits for events and reads the first eight bytes of"
        + " each. Time is from the first event read to the last, for each event read; CPU is"
        + " the reader's. Lost are those, in percent, for which there was no room. Where"
        + " there are but two processors, the second producer shares one with the reader.";
  }

  @Override
  public void run(Setting setting) {
    for (EventSizes.EventSize<?> size : EventSizes.ALL) {
      boolean chosen =
          setting.quick() ? size.bytes() == 64 : size.bytes() != 64 && size.bytes() != 1024;
      if (chosen) {
        for (ChannelKind kind : ChannelKind.values()) {
          rows(setting, kind, size);
        }
      }
    }
  }

  private static <T> void rows(Setting setting, ChannelKind kind, EventSizes.EventSize<T> size) {
    try (EventChannel<T> ours = kind.create(size);
        EventReader<T> reader = ours.reader();
        RingEvents events = new RingEvents(ours, size.bytes())) {
      Reading<T> reading = new Reading<>(reader, size.first());
      for (int producers = 1; producers <= 2; producers++) {
        setting.add(row(setting, kind, size, reading, events, producers).build());
      }
    }
  }

  private static <T> RowBuilder row(
      Setting setting,
      ChannelKind kind,
      EventSizes.EventSize<T> size,
      Reading<T> reading,
      RingEvents events,
      int producers) {
    String many = producers == 1 ? "1 producer" : producers + " producers";
    RowBuilder row = new RowBuilder(kind.label() + " " + size.bytes() + ", " + many, "ns");
    int times = setting.amount(EVENTS, QUICK_EVENTS);
    for (Tool tool : EventPeer.TOOLS) {
      row.beside(
          tool.label(),
          () -> {
            try (EventPeer peer = EventPeer.start(tool, kind, size, setting.processor());
                Producers threads = new Producers(producers)) {
              return measure(
                  tool.label(),
                  setting.pairs(PAIRS),
                  () -> turn(threads, events, times, () -> reading.stream(times)),
                  () ->
                      turn(threads, peer.events(), times, () -> peer.peer().run("stream", times)));
            }
          });
    }
    return row;
  }

  private static Turn turn(Producers threads, RingEvents events, int times, Supplier<Cost> reader) {
    for (int attempt = 1; ; attempt++) {
      List<Future<Cost>> writing = threads.start(events, times);
      Cost reading = reader.get();
      Turn turn = new Turn(reading, Producers.cpu(writing), times);
      if (reading.sum() <= times) {
        return turn;
      }
      if (attempt == ATTEMPTS) {
        throw new DifferentWorkException(reading.sum() + " events read of " + times);
      }
    }
  }

  private static Side measure(String peer, int pairs, Supplier<Turn> us, Supplier<Turn> them) {
    Turn[] ours = new Turn[pairs];
    Turn[] theirs = new Turn[pairs];
    // Round 0 warms up, and is then written over.
    for (int round = 0; round <= pairs; round++) {
      int i = Math.max(0, round - 1);
      boolean usFirst = round % 2 == 0;
      Turn first = (usFirst ? us : them).get();
      Turn second = (usFirst ? them : us).get();
      ours[i] = usFirst ? first : second;
      theirs[i] = usFirst ? second : first;
    }
    return new Side(
            peer,
            median(ours, Turn::nanos),
            median(theirs, Turn::nanos),
            Median.of(pairs, i -> ours[i].nanos() / theirs[i].nanos()),
            Median.of(pairs, i -> ours[i].cpu() / theirs[i].cpu()),
            Map.of(),
            null)
        .with("CPU of reader there", median(theirs, Turn::cpu).value())
        .with("CPU of reader here", median(ours, Turn::cpu).value())
        .with("CPU of producers there", median(theirs, Turn::producerCpu).value())
        .with("CPU of producers here", median(ours, Turn::producerCpu).value())
        .with("% lost there", median(theirs, Turn::lost).value())
        .with("% lost here", median(ours, Turn::lost).value());
  }

  private static Median median(Turn[] turns, ToDoubleFunction<Turn> number) {
    return Median.of(turns.length, i -> number.applyAsDouble(turns[i]));
  }
}
