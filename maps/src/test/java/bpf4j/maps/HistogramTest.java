package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bpf4j.maps.Histogram.Bucket;
import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void barsAreAligned() {
    try (BpfHistogram micros = JvmMaps.log2Histogram("usecs")) {
      for (int i = 0; i < 100; i++) {
        micros.record(i % 10);
      }
      micros.record(70_000);
      micros.record(-5);
      assertThat(micros.snapshot().toText(60).lines())
          .containsSequence(
              "usecs           : count distribution",
              " less -> -1     :     1 |*                                 |",
              "    0           :    10 |*********                         |",
              "    1           :    10 |*********                         |",
              "    2 -> 3      :    20 |*****************                 |",
              "    4 -> 7      :    40 |**********************************|",
              "    8 -> 15     :    20 |*****************                 |",
              "   16 -> 31     :     0 |                                  |")
          .endsWith(
              "65536 -> 131071 :     1 |*                                 |",
              "count 102, mean 690.6 usecs, p50 4, p90 11, p99 15");
    }
  }

  @Test
  void linesKeepWithinTheTerminal() {
    List<Bucket> buckets = new ArrayList<>();
    for (long i = 0; i < 50; i++) {
      buckets.add(new Bucket(1L << i, (1L << (i + 1)) - 1, i * 1_000_000_007L));
    }
    Histogram histogram = Histogram.of(buckets, "nanoseconds");
    for (int columns : new int[] {72, 80, 100, 200}) {
      List<String> bars = histogram.toText(columns).lines().filter(l -> l.contains("|")).toList();
      assertThat(bars).allMatch(line -> line.length() <= columns);
      assertThat(bars.stream().map(line -> line.indexOf('|')).distinct()).hasSize(1);
      assertThat(bars.stream().map(String::length).distinct()).hasSize(1);
    }
    assertThatThrownBy(() -> histogram.toText(10)).hasMessageContaining("at least 40");
  }

  @Test
  void percentilesAreWithinABucket() {
    Random random = new Random(5);
    try (BpfHistogram log2 = JvmMaps.log2Histogram();
        BpfHistogram linear = JvmMaps.linearHistogram(0, 10, 100, "")) {
      long[] values = random.longs(5001, 0, 1000).toArray();
      Arrays.stream(values)
          .forEach(
              value -> {
                log2.record(value);
                linear.record(value);
              });
      Arrays.sort(values);
      for (double percent : new double[] {0, 1, 10, 50, 90, 99, 99.9, 100}) {
        long exact = values[(int) Math.max(0, Math.ceil(percent / 100 * values.length) - 1)];
        for (BpfHistogram histogram : List.of(log2, linear)) {
          Bucket bucket = histogram.snapshot().bucketOf(percent);
          assertThat(exact).isBetween(bucket.from(), bucket.to());
          assertThat(histogram.snapshot().percentile(percent))
              .isBetween(bucket.from(), bucket.to());
        }
        assertThat(linear.snapshot().percentile(percent)).isBetween(exact - 10, exact + 10);
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      assertThat(log2.snapshot().mean()).isCloseTo(mean, within(1e-9));
      assertThat(log2.snapshot().count()).isEqualTo(values.length);
      log2.clear();
      assertThat(log2.snapshot().count()).isZero();
      assertThat(log2.toString()).isEqualTo("no values");
      assertThatThrownBy(() -> log2.snapshot().percentile(50))
          .hasMessageContaining("without values");
    }
  }

  @Test
  void bucketsCoverAllNumbersOnce() {
    try (BpfHistogram log2 = JvmMaps.log2Histogram();
        BpfHistogram linear = JvmMaps.linearHistogram(-7, 3, 5, "")) {
      for (BpfHistogram histogram : List.of(log2, linear)) {
        List<Bucket> buckets = histogram.snapshot().buckets();
        assertThat(buckets.get(0).from()).isEqualTo(Long.MIN_VALUE);
        for (int i = 1; i < buckets.size(); i++) {
          assertThat(buckets.get(i).from()).isEqualTo(buckets.get(i - 1).to() + 1);
        }
        assertThat(buckets.get(buckets.size() - 1).to()).isEqualTo(Long.MAX_VALUE);
        for (Bucket bucket : buckets) {
          histogram.clear();
          histogram.record(bucket.from());
          histogram.record(bucket.to());
          assertThat(histogram.snapshot().buckets())
              .filteredOn(found -> found.count() > 0)
              .containsExactly(new Bucket(bucket.from(), bucket.to(), 2));
        }
      }
    }
  }

  @Test
  void rangesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> JvmMaps.linearHistogram(0, 0, 5, "")).hasMessageContaining("step is");
    assertThatThrownBy(() -> JvmMaps.linearHistogram(0, 1, 0, "")).hasMessageContaining("steps is");
    assertThatThrownBy(() -> JvmMaps.linearHistogram(Long.MAX_VALUE - 5, 2, 5, ""))
        .hasMessageContaining("beyond the numbers of a long");
    assertThatThrownBy(() -> new Bucket(3, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Histogram.of(List.of(new Bucket(0, 5, 1), new Bucket(5, 6, 1)), 0, ""))
        .hasMessageContaining("does not begin behind");
  }

  @Test
  void keysHaveHistogramsOfTheirOwn() {
    Requirements.root();
    for (BpfKeyedHistogram<String> histograms :
        List.of(
            BpfMaps.log2Histogram(Layout.string(8), 100, "bytes"),
            JvmMaps.log2Histogram(Layout.string(8), 100, "bytes"))) {
      try (histograms) {
        for (int i = 0; i < 20; i++) {
          histograms.record("eth0", i);
          histograms.record(i % 4 == 0 ? "lo" : "eth1", 1000);
        }
        assertThat(histograms.snapshot().keySet()).containsExactly("eth0", "eth1", "lo");
        assertThat(histograms.snapshot().get("eth0").count()).isEqualTo(20);
        assertThat(histograms.snapshot().get("lo").bucketOf(50))
            .isEqualTo(new Bucket(512, 1023, 5));
        assertThat(histograms.toString()).contains("eth0\n").contains("\n\nlo\n");
        histograms.clear();
        assertThat(histograms.snapshot()).isEmpty();
      }
    }
  }

  @Test
  void javaDoesNotRecordInTheKernel() {
    Requirements.root();
    try (BpfHistogram histogram = BpfMaps.log2Histogram()) {
      assertThatThrownBy(() -> histogram.record(1))
          .isInstanceOf(UnsupportedOperationException.class);
      histogram.counts().put(3, Collections.nCopies(histogram.counts().cpus(), 2L));
      assertThat(histogram.snapshot().count()).isEqualTo(2L * histogram.counts().cpus());
      histogram.counts().close();
      assertThatThrownBy(histogram::snapshot).hasMessageContaining("is closed");
    }
  }
}
