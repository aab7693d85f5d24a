package bpf4j.benchmarks.compare.work;

import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.report.Row;
import bpf4j.benchmarks.compare.report.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes a row, peer after peer, and sorts out who is to blame when something goes wrong: a peer
 * that fails leaves its reason, all else is this side's problem and fails the run.
 */
public final class RowBuilder {
  private final String name;
  private final String unit;
  private final List<Side> sides = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Begins a row.
   *
   * @param name what is done
   * @param unit of its numbers
   */
  public RowBuilder(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  /**
   * Measures beside a peer.
   *
   * @param peer its name for people
   * @param measurement does it
   * @return this
   */
  public RowBuilder beside(String peer, Supplier<Side> measurement) {
    try {
      sides.add(measurement.get());
    } catch (PeerException e) {
      sides.add(Side.missing(peer, e.getMessage()));
    } catch (DifferentWorkException e) {
      sides.add(Side.missing(peer, e.getMessage()));
      problems.add("beside " + peer + ": " + e.getMessage());
    } catch (RuntimeException e) {
      sides.add(Side.missing(peer, "failed here"));
      problems.add("beside " + peer + ": " + e);
    }
    return this;
  }

  /**
   * Says what an operation allocates where it must allocate nothing.
   *
   * @param bytes how much
   * @return this
   */
  public RowBuilder mustNotAllocate(double bytes) {
    if (bytes >= OwnThread.NO_BYTES) {
      problems.add("allocates %.1f B an operation, and must not".formatted(bytes));
    }
    return this;
  }

  /** {@return the row} */
  public Row build() {
    return new Row(name, unit, sides, problems.isEmpty() ? null : String.join("; ", problems));
  }
}
