package bpf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Frames;
import bpf4j.testkit.Requirements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The examples against clang: as many instructions as the best it makes of their twins in C, or
 * fewer. The twins make the same checks and use the same kind of map; neither side counts what a
 * run that fails does, which the twins leave out and we put behind the rest.
 *
 * <p>Counted are slots of eight bytes, so a 64-bit constant is two.
 */
class InstructionCountTest {
  private static final int FRAMES = 1000;
  private static final int ETHERNET = 14;

  /** Frames below this some kernels do not run programs on. */
  private static final int SHORTEST = 60;

  private static final int RELOCATION_SIZE = 16;
  private static final byte MAP_BY_DESCRIPTOR = 1;

  @TempDir private Path folder;

  @Test
  void noMoreThanClang() throws Exception {
    StringBuilder table = new StringBuilder();
    table.append(String.format("%-16s %5s %5s %5s  %s%n", "slots", "hot", "total", "clang", "by"));
    SoftAssertions softly = new SoftAssertions();
    for (Example example : Example.values()) {
      CompiledProgram<SocketFilter.Tap> ours = compile(example);
      List<Twins.Build> builds = Twins.build(example, folder);
      int best = builds.stream().mapToInt(Twins.Build::slots).min().orElseThrow();
      List<Twins.Build> bestBuilds = builds.stream().filter(b -> b.slots() == best).toList();
      table.append(
          String.format(
              "%-16s %5d %5d %5d  %s%n", example, ours.hotSize(), ours.size(), best, bestBuilds));
      softly
          .assertThat(ours.hotSize())
          .as("%s in Java, against %s:%n%s", example, bestBuilds, ours.disassemble())
          .isLessThanOrEqualTo(best);
    }
    System.out.print(table);
    softly.assertAll();
  }

  private static CompiledProgram<SocketFilter.Tap> compile(Example example) {
    try (BpfArray<Long> map = JvmMaps.array(Long.class, example.entries())) {
      return SocketFilter.compile(example.program(map));
    }
  }

  /** Twins they are if they count the same. */
  @ParameterizedTest
  @EnumSource
  void twinCountsTheSame(Example example) throws Exception {
    Requirements.root();
    Twins.Build build = Twins.build(example, folder).get(0);
    Frames frames = new Frames(example.ordinal());
    try (BpfArray<Long> ours = BpfMaps.array(Long.class, example.entries());
        BpfArray<Long> theirs = BpfMaps.array(Long.class, example.entries());
        KernelProgram program = SocketFilter.compile(example.program(ours)).load();
        Fd twin = load(build, theirs)) {
      for (int i = 0; i < FRAMES; i++) {
        byte[] frame = frames.next();
        if (frame.length < SHORTEST) {
          continue;
        }
        program.testRun(frame);
        testRun(twin, frame);
      }
      assertThat(counts(theirs)).isNotEmpty().isEqualTo(counts(ours));
    }
  }

  private static Fd load(Twins.Build build, BpfArray<Long> map) {
    ByteBuffer code =
        ByteBuffer.allocate(build.code().remaining())
            .order(ByteOrder.nativeOrder())
            .put(build.code())
            .flip();
    ByteBuffer relocations = build.relocations().order(ByteOrder.nativeOrder());
    for (int at = 0; at < relocations.limit(); at += RELOCATION_SIZE) {
      int instruction = (int) relocations.getLong(at);
      code.put(instruction + 1, (byte) (code.get(instruction + 1) | MAP_BY_DESCRIPTOR << 4));
      code.putInt(instruction + 4, map.fd().number());
    }
    return ProgramCalls.load(
            ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, code, "GPL")
                .keepOpen(List.of(map.fd()))
                .build())
        .fd();
  }

  /** The kernel takes a link-layer header off socket filters' packets, so there are two. */
  private static void testRun(Fd program, byte[] frame) {
    byte[] data = new byte[ETHERNET + frame.length];
    System.arraycopy(frame, 0, data, 0, ETHERNET);
    System.arraycopy(frame, 0, data, ETHERNET, frame.length);
    ProgramCalls.testRun(program, TestRunAttr.of(data));
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
