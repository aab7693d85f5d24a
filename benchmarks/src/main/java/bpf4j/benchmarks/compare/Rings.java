package bpf4j.benchmarks.compare;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.EventView;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.RingBuffer;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.system.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/**
 * Events read from a ring buffer and from a perf event array, here and through libbpf in C, by
 * turns. Each side has a channel of its own, which the same program has filled before its turn with
 * as many events as it is to read; only reading is measured.
 *
 * <p>{@code benchmarks/compare-rings} runs this. It exits with 1 if the two sides see different
 * events, or reading views allocates.
 */
public final class Rings {
  private static final int WARM_UP = 600;
  private static final int BYTES = 1 << 22;

  private final Path program;
  private final Processor processor;
  private final int pairs;
  private final int times;
  private boolean failed;

  private Rings(Invocation asked) {
    this.program = asked.program();
    this.processor = asked.processor();
    this.pairs = asked.pairs();
    this.times = asked.times();
  }

  /** An event as Java decodes it: the least there is of each size. */
  record Event16(long number, long rest) {}

  record Event64(long number, @Size(7) long[] rest) {}

  record Event256(long number, @Size(31) long[] rest) {}

  record Event1024(long number, @Size(127) long[] rest) {}

  /** How this side reads. */
  private static final class Reading<T> {
    private long sum;
    private final EventReader<T> reader;
    private final Consumer<T> onEvent;

    Reading(EventReader<T> reader, ToLong<T> first) {
      this.reader = reader;
      this.onEvent = event -> sum += first.of(event);
    }

    private void add(EventView view) {
      sum += view.getLong(0);
    }

    long views(int count) {
      sum = 0;
      return checked(reader.drainViews(this::add), count);
    }

    long events(int count) {
      sum = 0;
      return checked(reader.drain(onEvent), count);
    }

    private long checked(int drained, int count) {
      if (drained != count) {
        throw new IllegalStateException(drained + " events where " + count + " were written");
      }
      return sum;
    }
  }

  /** A number of an event. */
  @FunctionalInterface
  private interface ToLong<T> {
    long of(T event);
  }

  /**
   * Prints a row for each size and way of reading.
   *
   * @param args the peer's program; then, if given, the number of pairs and the events in a batch
   */
  public static void main(String[] args) {
    Invocation asked =
        Invocation.of(args, "Rings PEER [PAIRS [EVENTS]], PEER being rings, compiled");
    if (asked.times() < 1 || asked.times() > BYTES / 2048) {
      System.err.println("from 1 to " + BYTES / 2048 + " events fit");
      System.exit(2);
    }
    asked.printHeading("events");
    Rings rings = new Rings(asked);
    rings.run();
    System.exit(rings.failed ? 1 : 0);
  }

  private void run() {
    rows(16, Layout.of(Event16.class), Event16::number);
    rows(64, Layout.of(Event64.class), Event64::number);
    rows(256, Layout.of(Event256.class), Event256::number);
    rows(1024, Layout.of(Event1024.class), Event1024::number);
  }

  private <T> void rows(int size, Layout<T> layout, ToLong<T> first) {
    try (RingBuffer<T> ours = RingBuffer.builder(layout).bytes(BYTES).create();
        RingBuffer<T> theirs = RingBuffer.builder(layout).bytes(BYTES).create()) {
      rows("ring buffer " + size, size, ours, theirs, first, "ring");
    }
    try (PerfEventArray<T> ours = PerfEventArray.builder(layout).bytes(BYTES).create();
        PerfEventArray<T> theirs = PerfEventArray.builder(layout).bytes(BYTES).create()) {
      String pages = Integer.toString(BYTES / Machine.pageSize());
      rows("perf event array " + size, size, ours, theirs, first, "perf", pages);
    }
  }

  private <T> void rows(
      String name,
      int size,
      EventChannel<T> ours,
      EventChannel<T> theirs,
      ToLong<T> first,
      String kind,
      String... options) {
    String id = Integer.toString(InfoCalls.map(theirs.fd()).id());
    List<String> command =
        options.length == 0
            ? List.of(program.toString(), kind, id)
            : List.of(program.toString(), kind, id, options[0]);
    try (EventReader<T> reader = ours.reader();
        Peer peer = new Peer(processor.command(command));
        RingEvents forUs = new RingEvents(ours, size);
        RingEvents forThem = new RingEvents(theirs, size)) {
      Reading<T> reading = new Reading<>(reader, first);
      Batch them = filled(forThem, count -> peer.run("drain", count));
      row(name + ", views", forUs, reading::views, them, 0.1);
      row(name + ", decoded", forUs, reading::events, them, Double.MAX_VALUE);
    } catch (IllegalStateException e) {
      System.out.printf("%-34s %s%n", name, e.getMessage());
      failed = true;
    }
  }

  private static Batch filled(RingEvents events, Batch batch) {
    return count -> {
      events.write(count);
      return batch.run(count);
    };
  }

  private void row(
      String name, RingEvents events, IntToLongFunction reading, Batch them, double mostBytes) {
    Batch us = filled(events, count -> Turns.measured(reading, count));
    for (int i = 0; i < WARM_UP; i++) {
      us.run(times);
    }
    double bytes = allocation(events, reading);
    Turns.Result result = Turns.take(us, them, pairs, times);
    System.out.printf(
        Locale.ROOT,
        "%-34s %9.1f %9.1f  %-22s  %-22s %5.1f%n",
        name,
        result.theirs().value(),
        result.ours().value(),
        result.wall(),
        result.cpu(),
        bytes);
    failed |= bytes >= mostBytes;
  }

  /** Of reading alone. */
  private double allocation(RingEvents events, IntToLongFunction reading) {
    int batches = 10;
    long bytes = 0;
    long sum = 0;
    for (int i = 0; i < batches; i++) {
      events.write(times);
      long before = Turns.allocated();
      long read = reading.applyAsLong(times);
      bytes += Turns.allocated() - before;
      // All batches are the same events.
      failed |= i > 0 && read != sum;
      sum = read;
    }
    return (double) bytes / ((long) batches * times);
  }
}
