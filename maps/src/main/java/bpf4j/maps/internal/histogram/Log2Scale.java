package bpf4j.maps.internal.histogram;

import bpf4j.maps.Histogram.Bucket;

/**
 * Powers of two: bucket 0 has what is below 0, bucket 1 has 0, bucket n + 2 has 2^n to 2^(n+1) - 1.
 */
public record Log2Scale() implements Scale {

  private static final int BUCKETS = 65;

  @Override
  public int buckets() {
    return BUCKETS;
  }

  @Override
  public int bucket(long value) {
    return value < 0 ? 0 : BUCKETS - Long.numberOfLeadingZeros(value);
  }

  @Override
  public Bucket of(int number, long count) {
    return switch (number) {
      case 0 -> new Bucket(Long.MIN_VALUE, -1, count);
      case 1 -> new Bucket(0, 0, count);
      default -> new Bucket(1L << (number - 2), (1L << (number - 2)) * 2 - 1, count);
    };
  }
}
