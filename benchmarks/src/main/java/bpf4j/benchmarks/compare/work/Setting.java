package bpf4j.benchmarks.compare.work;

import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How a workload is to be done. Not thread-safe. */
public final class Setting {
  private static final int QUICK_PAIRS = 15;
  private static final int PAIRS = 300;

  private final boolean quick;
  private final int pairs;
  private final Processor processor;
  private final Consumer<Row> onRow;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Decides.
   *
   * @param quick whether all is to be over in seconds
   * @param pairs how many turns each side has; 0 for as many as are usual
   * @param processor where both sides run; this thread does already
   * @param onRow told of each row
   */
  public Setting(boolean quick, int pairs, Processor processor, Consumer<Row> onRow) {
    this.quick = quick;
    this.pairs = pairs != 0 ? pairs : quick ? QUICK_PAIRS : PAIRS;
    this.processor = processor;
    this.onRow = onRow;
  }

  /** {@return whether all is to be over in seconds} */
  public boolean quick() {
    return quick;
  }

  /** {@return how many turns each side has of what takes a millisecond or two} */
  public int pairs() {
    return pairs;
  }

  /**
   * How many turns each side has of what takes longer.
   *
   * @param most where more would take minutes
   * @return at least as many as an interval needs
   */
  public int pairs(int most) {
    return Math.max(6, Math.min(pairs, quick ? Math.min(most, 6) : most));
  }

  /**
   * Something that takes less when all is to be quick.
   *
   * @param usual how much it is otherwise
   * @param quickly how much it is then
   */
  public int amount(int usual, int quickly) {
    return quick ? quickly : usual;
  }

  /** {@return where both sides run} */
  public Processor processor() {
    return processor;
  }

  /**
   * Takes a row that is done.
   *
   * @param row the row
   */
  public void add(Row row) {
    rows.add(row);
    onRow.accept(row);
  }

  /** {@return the rows so far} */
  public List<Row> rows() {
    return List.copyOf(rows);
  }
}
