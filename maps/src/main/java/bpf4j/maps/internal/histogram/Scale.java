package bpf4j.maps.internal.histogram;

import bpf4j.maps.Histogram.Bucket;

/** How values are put into buckets. {@link #bucket} also runs in the kernel. */
public sealed interface Scale permits Log2Scale, LinearScale {

  /** {@return the number of buckets} */
  int buckets();

  /**
   * {@return the number of a value's bucket}
   *
   * @param value the value
   */
  int bucket(long value);

  /**
   * A bucket by its number.
   *
   * @param number a bucket's number, in rising order of values
   * @param count its count
   * @return the bucket
   */
  Bucket of(int number, long count);
}
