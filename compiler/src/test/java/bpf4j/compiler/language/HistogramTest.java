package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;
import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.maps.BpfHistogram;
import bpf4j.maps.BpfKeyedHistogram;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.Histogram.Bucket;
import bpf4j.maps.JvmMaps;
import bpf4j.testkit.Requirements;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs record is what the twin records, and what Java sees. */
class HistogramTest {

  record Port(byte protocol, int number) {}

  record Histograms(
      BpfHistogram log2,
      BpfHistogram linear,
      BpfKeyedHistogram<Integer> byNumber,
      BpfKeyedHistogram<Port> byRecord)
      implements AutoCloseable {

    static Histograms inKernel() {
      return new Histograms(
          BpfMaps.log2Histogram(),
          BpfMaps.linearHistogram(-100, 7, 40, "steps"),
          BpfMaps.log2Histogram(Integer.class, 1000, "bytes"),
          BpfMaps.log2Histogram(Port.class, 1000, "bytes"));
    }

    static Histograms inJvm() {
      return new Histograms(
          JvmMaps.log2Histogram(),
          JvmMaps.linearHistogram(-100, 7, 40, "steps"),
          JvmMaps.log2Histogram(Integer.class, 1000, "bytes"),
          JvmMaps.log2Histogram(Port.class, 1000, "bytes"));
    }

    String contents() {
      Map<String, Object> keyed = new TreeMap<>();
      byNumber.snapshot().forEach((key, value) -> keyed.put(key.toString(), value.buckets()));
      byRecord.snapshot().forEach((key, value) -> keyed.put(key.toString(), value.buckets()));
      return log2.snapshot().buckets()
          + " "
          + log2.snapshot().sum()
          + linear.snapshot().buckets()
          + linear.snapshot().sum()
          + keyed;
    }

    @Override
    public void close() {
      log2.close();
      linear.close();
      byNumber.close();
      byRecord.close();
    }
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static void agree(Function<Histograms, Filter> program) {
    try (Histograms kernel = Histograms.inKernel();
        Histograms jvm = Histograms.inJvm();
        KernelProgram loaded = SocketFilter.compileFilter(program.apply(kernel)).load()) {
      for (byte[] packet : Numbers.packets()) {
        loaded.testRun(packet);
        FrameTwin.run(program.apply(jvm), packet);
      }
      assertThat(kernel.contents()).isEqualTo(jvm.contents());
      assertThat(jvm.log2().snapshot().count() + jvm.byNumber().snapshot().size()).isPositive();
    }
  }

  @Test
  void numbers() {
    agree(
        h ->
            p -> {
              h.log2().record(x(p));
              h.log2().record(a(p));
              h.linear().record(b(p));
              h.linear().record(y(p));
              return 1;
            });
  }

  @Test
  void keys() {
    agree(
        h ->
            p -> {
              h.byNumber().record(a(p), y(p));
              h.byNumber().record(a(p), 3);
              h.byRecord().record(new Port((byte) p.u8(3), b(p)), p.len());
              return 1;
            });
  }

  @Test
  void eachValueIsInTheBucketThatTellsItsRange() {
    try (BpfHistogram log2 = BpfMaps.log2Histogram("ns");
        KernelProgram loaded =
            SocketFilter.compileFilter(
                    p -> {
                      log2.record(x(p));
                      return 0;
                    })
                .load()) {
      for (byte[] packet : Numbers.packets()) {
        log2.clear();
        loaded.testRun(packet);
        long value = ByteBuffer.wrap(packet).getLong(8);
        assertThat(log2.snapshot().buckets())
            .filteredOn(bucket -> bucket.count() > 0)
            .singleElement()
            .matches(bucket -> holds(bucket, value), "holds " + value);
        assertThat(log2.snapshot().sum()).isEqualTo((double) value);
      }
    }
  }

  private static boolean holds(Bucket bucket, long value) {
    return bucket.from() <= value && value <= bucket.to();
  }
}
