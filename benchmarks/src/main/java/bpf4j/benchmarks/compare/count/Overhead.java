package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.measure.Cost;
import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Row;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToLongFunction;

/**
 * What being counted costs: the same is done with nobody counting, with us, and with another, in
 * each round; the first two and the last two take turns in coming first.
 */
final class Overhead {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Setting setting;
  private final Counted counted;
  private final int times;

  /**
   * Nothing is started yet.
   *
   * @param times how often it is done in each turn
   */
  Overhead(Setting setting, Counted counted, int times) {
    this.setting = setting;
    this.counted = counted;
    this.times = times;
  }

  /** Makes the row. */
  Row row(String name) {
    RowBuilder row = new RowBuilder(name, "ns");
    for (Tool tool : Sides.TOOLS) {
      int pairs = setting.pairs(tool == Tool.BPFTRACE || tool == Tool.BCC_LUA ? 10 : 60);
      row.beside(
          tool.label(),
          () -> {
            try (Peer traced =
                    new Peer(setting.processor().command(Tool.LIBBPF.command("traced")));
                CountingSide them = Sides.of(tool, counted, traced);
                CountingSide us = new PeerSide(Sides.ours(counted), counted)) {
              return measure(tool.label(), traced, us, them, pairs);
            }
          });
    }
    return row.build();
  }

  private Side measure(String peer, Peer traced, CountingSide us, CountingSide them, int pairs) {
    Cost[] ours = new Cost[pairs];
    Cost[] theirs = new Cost[pairs];
    Cost[] alone = new Cost[pairs];
    traced.run(counted.operation(), times);
    for (int i = 0; i < pairs; i++) {
      alone[i] = traced.run(counted.operation(), times);
      boolean usFirst = i % 2 == 0;
      if (usFirst) {
        ours[i] = turn(traced, us, DifferentWorkException::new);
      }
      theirs[i] = turn(traced, them, PeerException::new);
      if (!usFirst) {
        ours[i] = turn(traced, us, DifferentWorkException::new);
      }
    }
    return new Side(
            peer,
            each(pairs, i -> ours[i].wall()),
            each(pairs, i -> theirs[i].wall()),
            Median.of(pairs, i -> (double) ours[i].wall() / theirs[i].wall()),
            Median.of(pairs, i -> (double) ours[i].cpu() / theirs[i].cpu()),
            Map.of(),
            null)
        .with("alone", each(pairs, i -> alone[i].wall()).value())
        .with("CPU they add", each(pairs, i -> theirs[i].cpu() - alone[i].cpu()).value())
        .with("CPU we add", each(pairs, i -> ours[i].cpu() - alone[i].cpu()).value());
  }

  /** Nanoseconds of each time. */
  private Median each(int pairs, IntToLongFunction nanos) {
    return Median.of(pairs, i -> (double) nanos.applyAsLong(i) / times);
  }

  /**
   * Attaches, has it done, looks whether all was counted, and detaches.
   *
   * @param miscount what it means that not all was counted: ours is a wrong result, another's ends
   *     its row
   */
  private Cost turn(Peer traced, CountingSide side, Function<String, RuntimeException> miscount) {
    side.attach();
    try {
      long before = side.count();
      Cost cost = traced.run(counted.operation(), times);
      requireCounted(side, before + times, miscount);
      return cost;
    } finally {
      side.detach();
    }
  }

  /** Others on the machine may do the same, so it may be more, but never less. */
  private static void requireCounted(
      CountingSide side, long least, Function<String, RuntimeException> miscount) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long count;
    do {
      count = side.count();
    } while (count < least && System.nanoTime() < end);
    if (count < least) {
      throw miscount.apply(count + " counted where there were " + least);
    }
  }
}
