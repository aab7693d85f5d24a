package bpf4j.maps;

import bpf4j.maps.internal.histogram.HistogramText;
import java.util.List;

/** Counts of values by range, as they were at one moment. Immutable. */
public final class Histogram {

  private final List<Bucket> buckets;
  private final long count;
  private final double sum;
  private final String unit;

  /**
   * One range of values.
   *
   * @param from the lowest value
   * @param to the highest value
   * @param count how many there were
   */
  public record Bucket(long from, long to, long count) {

    /** Checks the range. */
    public Bucket {
      if (from > to) {
        throw new IllegalArgumentException("the bucket from " + from + " to " + to + " is empty");
      }
      if (count < 0) {
        throw new IllegalArgumentException("a bucket cannot hold " + count + " values");
      }
    }
  }

  private Histogram(List<Bucket> buckets, double sum, String unit) {
    this.buckets = List.copyOf(buckets);
    this.count = this.buckets.stream().mapToLong(Bucket::count).sum();
    this.sum = sum;
    this.unit = unit;
    for (int i = 1; i < this.buckets.size(); i++) {
      if (this.buckets.get(i).from() <= this.buckets.get(i - 1).to()) {
        throw new IllegalArgumentException(
            this.buckets.get(i) + " does not begin behind " + this.buckets.get(i - 1));
      }
    }
  }

  /**
   * A histogram of buckets.
   *
   * @param buckets in rising order, none inside another
   * @param sum the sum of all values
   * @param unit the name of the values' unit, or empty
   * @return the histogram
   */
  public static Histogram of(List<Bucket> buckets, long sum, String unit) {
    return new Histogram(buckets, sum, unit);
  }

  /**
   * A histogram of buckets, whose values are taken to lie in the middle of theirs on average.
   *
   * @param buckets in rising order, none inside another
   * @param unit the name of the values' unit, or empty
   * @return the histogram
   */
  public static Histogram of(List<Bucket> buckets, String unit) {
    double sum = 0;
    for (Bucket bucket : buckets) {
      sum += bucket.count() * middle(bucket);
    }
    return new Histogram(buckets, sum, unit);
  }

  private static double middle(Bucket bucket) {
    if (bucket.from() == Long.MIN_VALUE || bucket.to() == Long.MAX_VALUE) {
      return bucket.from() == Long.MIN_VALUE ? bucket.to() : bucket.from();
    }
    return bucket.from() / 2.0 + bucket.to() / 2.0;
  }

  /** {@return all buckets in rising order, also those without values} */
  public List<Bucket> buckets() {
    return buckets;
  }

  /** {@return how many values there were} */
  public long count() {
    return count;
  }

  /** {@return the sum of the values; estimated from the buckets if nobody kept it} */
  public double sum() {
    return sum;
  }

  /** {@return the mean of the values; {@code NaN} if there were none} */
  public double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** {@return the name of the values' unit, empty if they have none} */
  public String unit() {
    return unit;
  }

  /**
   * The bucket that holds a percentile: exact, as far as buckets are.
   *
   * @param percent 0 to 100
   * @return the bucket with the smallest value that so many percent of all values do not exceed
   * @throws IllegalStateException if there are no values
   */
  public Bucket bucketOf(double percent) {
    return buckets.get(indexOf(rank(percent)));
  }

  /**
   * A percentile, estimated: the values of a bucket are taken to be spread evenly over it, so the
   * result is less than a bucket's width off.
   *
   * @param percent 0 to 100; 50 is the median
   * @return a value of the bucket that {@link #bucketOf} gives
   * @throws IllegalStateException if there are no values
   */
  public long percentile(double percent) {
    long rank = rank(percent);
    int index = indexOf(rank);
    Bucket bucket = buckets.get(index);
    for (Bucket before : buckets.subList(0, index)) {
      rank -= before.count();
    }
    // A bucket without an end has no middle: it counts as its inner edge.
    if (bucket.from() == Long.MIN_VALUE || bucket.to() == Long.MAX_VALUE) {
      return bucket.from() == Long.MIN_VALUE ? bucket.to() : bucket.from();
    }
    double width = (double) bucket.to() - bucket.from();
    long inside = bucket.count() == 1 ? (long) (width / 2) : (long) (width * rank / bucket.count());
    return bucket.from() + Math.min(inside, bucket.to() - bucket.from());
  }

  /** Which value of all in rising order, from 1 on. */
  private long rank(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(percent + " is no percentage from 0 to 100");
    }
    if (count == 0) {
      throw new IllegalStateException("a histogram without values has no percentiles");
    }
    return Math.max(1, (long) Math.ceil(percent / 100 * count));
  }

  private int indexOf(long rank) {
    long seen = 0;
    int last = 0;
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.get(i).count() > 0) {
        seen += buckets.get(i).count();
        last = i;
        if (seen >= rank) {
          break;
        }
      }
    }
    return last;
  }

  /**
   * The buckets as bars, a line each, from the first to the last with values, and a line with
   * count, mean and percentiles.
   *
   * @param columns how wide lines may be, at least 40; the bars take what is left
   * @return lines with line feeds between them and none at the end
   */
  public String toText(int columns) {
    return HistogramText.of(this, columns);
  }

  /** {@return {@link #toText} for this terminal, or for 80 columns if there is none} */
  @Override
  public String toString() {
    return toText(HistogramText.columns());
  }
}
