package bpf4j.benchmarks.compare.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A median with its 95 % interval. The interval lies between two of the values themselves, those
 * that the true median of whatever they were drawn from lies between 19 times in 20 (the binomial
 * distribution's ranks): nothing is assumed of the distribution.
 *
 * @param value the median
 * @param low the lower end of the interval
 * @param high the upper end
 */
public record Median(double value, double low, double high) {
  /** As many values as an interval needs. */
  public static final int LEAST = 6;

  /**
   * Takes the median.
   *
   * @param values at least six of them, as there is no such interval of fewer
   * @return the median and its interval
   */
  public static Median of(double[] values) {
    int n = values.length;
    if (n < LEAST) {
      throw new IllegalArgumentException(n + " values have no 95 % interval; take six or more");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    int rank = lowRank(n);
    return new Median(middle, sorted[rank], sorted[n - 1 - rank]);
  }

  /**
   * A number that nothing shakes.
   *
   * @param value the number
   * @return that, and an interval of no width
   */
  public static Median exactly(double value) {
    return new Median(value, value, value);
  }

  /**
   * Takes the median of numbered values.
   *
   * @param count how many
   * @param values by their numbers, from 0 on
   * @return the median and its interval
   */
  public static Median of(int count, IntToDoubleFunction values) {
    return of(IntStream.range(0, count).mapToDouble(values).toArray());
  }

  /** The largest index below which the median lies in no more than 1 case of 40. */
  private static int lowRank(int n) {
    double logTerm = -n * Math.log(2);
    double below = Math.exp(logTerm);
    int rank = 0;
    while (below <= 0.025) {
      rank++;
      logTerm += Math.log((double) (n - rank + 1) / rank);
      below += Math.exp(logTerm);
    }
    return Math.max(rank - 1, 0);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high);
  }
}
