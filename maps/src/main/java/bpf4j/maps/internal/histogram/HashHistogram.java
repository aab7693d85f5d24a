package bpf4j.maps.internal.histogram;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfKeyedHistogram;
import bpf4j.maps.Histogram;
import bpf4j.maps.layout.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Histograms by key in a hash map. {@link #record} is compiled for the kernel as it stands here.
 *
 * @param <K> the type of a key
 */
public final class HashHistogram<K> implements BpfKeyedHistogram<K> {

  private final BpfHash<Bucket<K>, Long> counts;
  private final Scale scale;
  private final String unit;

  /**
   * Histograms over a map.
   *
   * @param counts the map
   * @param scale how values are put into buckets
   * @param unit the name of the values' unit
   */
  public HashHistogram(BpfHash<Bucket<K>, Long> counts, Scale scale, String unit) {
    this.counts = counts;
    this.scale = scale;
    this.unit = Objects.requireNonNull(unit, "unit");
  }

  /**
   * {@return the layout of the map's keys}
   *
   * @param <K> the type of a key
   * @param key the layout of a key
   */
  public static <K> Layout<Bucket<K>> layout(Layout<K> key) {
    return Layout.ofGeneric(Bucket.class, key);
  }

  @Override
  public void record(K key, long value) {
    counts.add(new Bucket<>(key, scale.bucket(value)), 1);
  }

  @Override
  public Map<K, Histogram> snapshot() {
    Map<K, long[]> found = new HashMap<>();
    counts.forEach(
        (bucket, count) ->
            found.computeIfAbsent(bucket.key(), key -> new long[scale.buckets()])[bucket.number()] =
                count);
    Map<K, Histogram> sorted = new LinkedHashMap<>();
    found.entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), histogram(entry.getValue())))
        .sorted(Comparator.comparing(entry -> -entry.getValue().count()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private Histogram histogram(long[] values) {
    List<Histogram.Bucket> buckets = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      buckets.add(scale.of(i, values[i]));
    }
    return Histogram.of(buckets, unit);
  }

  @Override
  public void clear() {
    counts.clear();
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public BpfHash<Bucket<K>, Long> counts() {
    return counts;
  }

  @Override
  public void close() {
    counts.close();
  }

  @Override
  public String toString() {
    if (counts.isClosed()) {
      return counts.toString();
    }
    return snapshot().entrySet().stream()
        .map(entry -> entry.getKey() + "\n" + entry.getValue())
        .collect(Collectors.joining("\n\n"));
  }
}
