package bpf4j.maps.internal.histogram;

import bpf4j.maps.Histogram.Bucket;

/**
 * Steps of one width from a lowest value on: bucket 0 has what is below, the last what is above.
 *
 * @param from the lowest value of the first step
 * @param step the width of a step
 * @param steps how many there are
 */
public record LinearScale(long from, long step, int steps) implements Scale {

  /** Beside the steps: what is below and above them, and the sum of the values. */
  private static final int MAX_STEPS = 100_000;

  /** Checks the range. */
  public LinearScale {
    if (step < 1) {
      throw new IllegalArgumentException("step is " + step + ": a step is at least 1 wide");
    }
    if (steps < 1 || steps > MAX_STEPS) {
      throw new IllegalArgumentException("steps is " + steps + ": 1 to " + MAX_STEPS + " can be");
    }
    try {
      Math.addExact(from, Math.multiplyExact(step, (long) steps));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          steps + " steps of " + step + " from " + from + " on go beyond the numbers of a long", e);
    }
  }

  @Override
  public int buckets() {
    return steps + 2;
  }

  @Override
  public int bucket(long value) {
    if (value < from) {
      return 0;
    }
    if (value >= from + step * steps) {
      return steps + 1;
    }
    return 1 + (int) Long.divideUnsigned(value - from, step);
  }

  @Override
  public Bucket of(int number, long count) {
    long start = from + step * (number - 1);
    if (number == 0) {
      return new Bucket(Long.MIN_VALUE, Math.max(from, Long.MIN_VALUE + 1) - 1, count);
    }
    return number <= steps
        ? new Bucket(start, start + step - 1, count)
        : new Bucket(start, Long.MAX_VALUE, count);
  }
}
