import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.TestRunResult;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.testkit.Frames;
import bpf4j.testkit.Requirements;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The examples on the JVM and in the kernel: the same frames leave the same counts. */
class SimulatedExamplesTest {
  /** Below this some kernels refuse test runs. */
  private static final int IPV6_HEADER = 40;

  private static final int FRAMES = 4000;
  private static final int COMPARED_AT = 500;

  @Test
  void sockProto() {
    assertThat(sameCounts(256, SockProto::program, 1)).containsKeys(1, 6, 17);
  }

  @Test
  void sockProtoLen() {
    assertThat(sameCounts(256, SockProtoLen::program, 2)).containsKeys(1, 6, 17);
  }

  @Test
  void sockParseDns() {
    assertThat(sameCounts(SockParseDns.TYPES, SockParseDns::program, 3))
        .containsKeys(1, 28, 257, 65_535);
  }

  @Test
  void sockParseHttp() {
    int messages = SockParseHttp.Message.values().length;
    assertThat(sameCounts(messages, SockParseHttp::program, 4)).hasSize(messages);
  }

  private static Map<Integer, Long> sameCounts(
      int entries, Function<BpfArray<Long>, SocketFilter.Tap> example, long seed) {
    Requirements.root();
    Frames frames = new Frames(seed);
    try (BpfArray<Long> simulated = JvmMaps.array(Long.class, entries);
        BpfArray<Long> real = BpfMaps.array(Long.class, entries);
        KernelProgram program = SocketFilter.compile(example.apply(real)).load()) {
      SocketFilter.Tap twin = example.apply(simulated);
      for (int i = 1; i <= FRAMES; i++) {
        byte[] frame = frames.next();
        TestRunResult result;
        try {
          result = program.testRun(frame);
        } catch (IllegalArgumentException e) {
          assertThat(frame.length).as(e.getMessage()).isLessThan(IPV6_HEADER);
          continue;
        }
        SimulationResult expected = SocketFilter.simulate(twin, frame);
        assertThat(result.verdict())
            .as("verdict on %s", HexFormat.of().formatHex(frame))
            .isEqualTo((int) expected.verdict());
        if (i % COMPARED_AT == 0) {
          assertThat(counts(real)).as("after %d frames", i).isEqualTo(counts(simulated));
        }
      }
      return counts(real);
    }
  }

  private static Map<Integer, Long> counts(BpfArray<Long> array) {
    Map<Integer, Long> counts = new TreeMap<>();
    array.forEach(
        (index, count) -> {
          if (count != 0) {
            counts.put(index, count);
          }
        });
    return counts;
  }
}
