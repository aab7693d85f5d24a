package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Row;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds in which every tool is started once, and what came out of them. */
final class StartRounds {
  private static final int ROUNDS = 20;

  private final Setting setting;
  private final Counted counted;
  private final int rounds;
  private final List<First> ours = new ArrayList<>();
  private final Map<Tool, List<First>> theirs = new EnumMap<>(Tool.class);
  private final Map<Tool, String> missing = new EnumMap<>(Tool.class);

  /** What a process took, in milliseconds and MiB. */
  private record First(double millis, double resident) {}

  StartRounds(Setting setting, Counted counted) {
    this.setting = setting;
    this.counted = counted;
    this.rounds = setting.pairs(ROUNDS);
  }

  /** Goes through all rounds and makes the rows of time, memory and disk. */
  void rows(String what) {
    try (Peer traced = new Peer(Tool.LIBBPF.command("traced"))) {
      for (int i = 0; i < rounds; i++) {
        round(traced, i);
      }
    } catch (PeerException e) {
      Sides.TOOLS.forEach(tool -> missing.putIfAbsent(tool, e.getMessage()));
    }
    setting.add(row("first " + what, "ms", First::millis));
    setting.add(row("resident at the first " + what, "MiB", First::resident));
    RowBuilder disk = new RowBuilder("on disk for the first " + what, "MiB");
    for (Tool tool : Sides.TOOLS) {
      disk.beside(
          tool.label(),
          () ->
              missing.containsKey(tool)
                  ? Side.missing(tool.label(), missing.get(tool))
                  : Side.exact(tool.label(), Footprint.ours(), Footprint.theirs(tool, counted)));
    }
    setting.add(disk.build());
  }

  /** We are the first in even rounds and the last in odd ones. */
  private void round(Peer traced, int number) {
    if (number % 2 == 0) {
      ours.add(first(new Start(Sides.ours(counted)), traced));
    }
    for (Tool tool : Sides.TOOLS) {
      if (!missing.containsKey(tool)) {
        try {
          Start start = tool == Tool.BPFTRACE ? null : new Start(Sides.command(tool, counted));
          theirs.computeIfAbsent(tool, t -> new ArrayList<>()).add(first(start, traced));
        } catch (PeerException e) {
          missing.put(tool, e.getMessage());
        }
      }
    }
    if (number % 2 == 1) {
      ours.add(first(new Start(Sides.ours(counted)), traced));
    }
  }

  /** How a counter is started, on all processors; none for a script. */
  private record Start(List<String> command) {
    CountingSide side(Counted counted) {
      return new PeerSide(Processor.all(command), counted);
    }
  }

  private First first(Start start, Peer traced) {
    long begin = System.nanoTime();
    try (CountingSide side =
        start == null ? new ScriptSide(counted, traced) : start.side(counted)) {
      side.attach();
      traced.run(counted.operation(), 1);
      while (side.count() == 0) {
        Thread.onSpinWait();
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      return new First(millis, Footprint.resident(side.process()));
    }
  }

  private Row row(String name, String unit, ToDoubleFunction<First> number) {
    List<Side> sides = new ArrayList<>();
    for (Tool tool : Sides.TOOLS) {
      sides.add(
          missing.containsKey(tool)
              ? Side.missing(tool.label(), missing.get(tool))
              : side(tool, number));
    }
    return new Row(name, unit, sides, null);
  }

  private Side side(Tool tool, ToDoubleFunction<First> number) {
    List<First> their = theirs.get(tool);
    return new Side(
        tool.label(),
        Median.of(rounds, i -> number.applyAsDouble(ours.get(i))),
        Median.of(rounds, i -> number.applyAsDouble(their.get(i))),
        Median.of(
            rounds, i -> number.applyAsDouble(ours.get(i)) / number.applyAsDouble(their.get(i))),
        null,
        Map.of(),
        null);
  }
}
