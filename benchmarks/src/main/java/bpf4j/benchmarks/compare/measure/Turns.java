package bpf4j.benchmarks.compare.measure;

/**
 * Two sides doing batches by turns, first the one and then the other, next time the other way
 * round.
 */
public final class Turns {
  private final double[] wallRatios;
  private final double[] cpuRatios;
  private final double[] ours;
  private final double[] theirs;

  private Turns(int pairs) {
    wallRatios = new double[pairs];
    cpuRatios = new double[pairs];
    ours = new double[pairs];
    theirs = new double[pairs];
  }

  /**
   * What came out.
   *
   * @param ours nanoseconds per operation on the clock, this side
   * @param theirs the other's
   * @param wall this side's time on the clock in terms of the other's
   * @param cpu the same of time on the processor
   */
  public record Result(Median ours, Median theirs, Median wall, Median cpu) {}

  /**
   * Takes turns.
   *
   * @param us this side
   * @param them the other
   * @param pairs how many turns each has, six at least
   * @param times how many operations a turn is
   * @return medians over the pairs
   * @throws DifferentWorkException if the two sides come to different results
   */
  public static Result take(Batch us, Batch them, int pairs, int times) {
    Turns turns = new Turns(pairs);
    for (int i = 0; i < pairs; i++) {
      boolean usFirst = i % 2 == 0;
      Cost first = (usFirst ? us : them).run(times);
      Cost second = (usFirst ? them : us).run(times);
      turns.record(i, usFirst ? first : second, usFirst ? second : first, times);
    }
    return new Result(
        Median.of(turns.ours),
        Median.of(turns.theirs),
        Median.of(turns.wallRatios),
        Median.of(turns.cpuRatios));
  }

  private void record(int i, Cost us, Cost them, int times) {
    if (us.sum() != them.sum()) {
      throw new DifferentWorkException(
          "one side's results sum up to " + us.sum() + ", the other's to " + them.sum());
    }
    ours[i] = (double) us.wall() / times;
    theirs[i] = (double) them.wall() / times;
    wallRatios[i] = (double) us.wall() / them.wall();
    cpuRatios[i] = (double) us.cpu() / Math.max(them.cpu(), 1);
  }
}
