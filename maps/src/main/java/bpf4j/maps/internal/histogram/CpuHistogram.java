package bpf4j.maps.internal.histogram;

import bpf4j.maps.BpfHistogram;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.Histogram;
import bpf4j.maps.Histogram.Bucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A histogram in a per-CPU array: a counter for each bucket, then the sum of the values. {@link
 * #record} is compiled for the kernel as it stands here.
 */
public final class CpuHistogram implements BpfHistogram {

  private final BpfPerCpuArray<Long> counts;
  private final Scale scale;
  private final int sumIndex;
  private final String unit;

  /**
   * A histogram over a map.
   *
   * @param counts a map with as many entries as {@link #entries} says
   * @param scale how values are put into buckets
   * @param unit the name of the values' unit
   */
  public CpuHistogram(BpfPerCpuArray<Long> counts, Scale scale, String unit) {
    this.counts = counts;
    this.scale = scale;
    this.sumIndex = scale.buckets();
    this.unit = Objects.requireNonNull(unit, "unit");
  }

  /**
   * {@return how many entries the map of a histogram needs}
   *
   * @param scale how values are put into buckets
   */
  public static int entries(Scale scale) {
    return scale.buckets() + 1;
  }

  @Override
  public void record(long value) {
    counts.add(scale.bucket(value), 1);
    counts.add(sumIndex, value);
  }

  @Override
  public Histogram snapshot() {
    List<Bucket> buckets = new ArrayList<>(sumIndex);
    long[] sum = {0};
    counts.forEach(
        (index, values) -> {
          long total = 0;
          for (long value : values) {
            total += value;
          }
          if (index < sumIndex) {
            buckets.add(scale.of(index, total));
          } else {
            sum[0] = total;
          }
        });
    return Histogram.of(buckets, sum[0], unit);
  }

  @Override
  public void clear() {
    List<Long> zeros = Collections.nCopies(counts.cpus(), 0L);
    for (int i = 0; i <= sumIndex; i++) {
      counts.put(i, zeros);
    }
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public BpfPerCpuArray<Long> counts() {
    return counts;
  }

  @Override
  public void close() {
    counts.close();
  }

  @Override
  public String toString() {
    return counts.isClosed() ? counts.toString() : snapshot().toString();
  }
}
