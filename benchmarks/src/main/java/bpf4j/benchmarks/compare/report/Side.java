package bpf4j.benchmarks.compare.report;

import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.compare.measure.Turns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * This side beside one other in one row.
 *
 * @param peer the other
 * @param ours what an operation takes here, in the row's unit; null if it was not measured
 * @param theirs what it takes there; null if it was not measured
 * @param ratio ours in terms of theirs, so that less than 1 is better; null if there is none
 * @param cpuRatio the same for time on the processor; null if there is none
 * @param also other numbers, by what they are
 * @param reason why numbers are missing; null if they are not
 */
public record Side(
    String peer,
    Median ours,
    Median theirs,
    Median ratio,
    Median cpuRatio,
    Map<String, Double> also,
    String reason) {

  /** Copies. */
  public Side {
    also = Collections.unmodifiableMap(new LinkedHashMap<>(also));
  }

  /**
   * What came out of turns.
   *
   * @param peer the other side
   * @param result of the turns
   */
  public static Side of(String peer, Turns.Result result) {
    return new Side(
        peer, result.ours(), result.theirs(), result.wall(), result.cpu(), Map.of(), null);
  }

  /**
   * Two numbers that are what they are: sizes, counts.
   *
   * @param peer the other side
   * @param ours here
   * @param theirs there
   */
  public static Side exact(String peer, double ours, double theirs) {
    return new Side(
        peer,
        Median.exactly(ours),
        Median.exactly(theirs),
        theirs == 0 ? null : Median.exactly(ours / theirs),
        null,
        Map.of(),
        null);
  }

  /**
   * A peer that did not do it.
   *
   * @param peer which
   * @param reason why
   */
  public static Side missing(String peer, String reason) {
    return new Side(peer, null, null, null, null, Map.of(), reason);
  }

  /**
   * With one more number.
   *
   * @param what it is, with its unit
   * @param number the number
   */
  public Side with(String what, double number) {
    Map<String, Double> more = new LinkedHashMap<>(also);
    more.put(what, number);
    return new Side(peer, ours, theirs, ratio, cpuRatio, more, reason);
  }
}
