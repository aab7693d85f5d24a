package bpf4j.benchmarks.compare.report;

import java.util.List;

/**
 * One thing that is done, here and by others.
 *
 * @param name what is done
 * @param unit of the numbers, of which less is better
 * @param sides this side beside each other
 * @param problem what is wrong with this side or with what was compared, so that the run has
 *     failed; null if nothing is
 */
public record Row(String name, String unit, List<Side> sides, String problem) {

  /** Copies. */
  public Row {
    sides = List.copyOf(sides);
  }

  /**
   * A row that could not be had.
   *
   * @param name what was to be done
   * @param problem what went wrong on this side
   */
  public static Row failed(String name, String problem) {
    return new Row(name, "", List.of(), problem);
  }
}
