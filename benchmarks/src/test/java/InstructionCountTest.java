import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSection;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples against clang: as many instructions as the best it makes of their twins in C ({@code
 * src/main/c}), or fewer. The twins make the same checks and use the same kind of map; neither side
 * counts what a run that fails does, which the twins leave out and we put behind the rest.
 *
 * <p>Counted are slots of eight bytes, so a 64-bit constant is two. In the default package, where
 * the examples are.
 */
class InstructionCountTest {
  private static final Path TWINS = Path.of("src/main/c");
  private static final Path BPF_HEADERS = Path.of("/usr/include/bpf/bpf_helpers.h");
  private static final int SLOT = 8;

  @TempDir private Path folder;

  /** An example and its twin's file. */
  private record Example(
      String twin, int entries, Function<BpfArray<Long>, SocketFilter.Tap> program) {
    CompiledProgram<SocketFilter.Tap> compile() {
      try (BpfArray<Long> map = JvmMaps.array(Long.class, entries)) {
        return SocketFilter.compile(program.apply(map));
      }
    }
  }

  /** What clang made of a twin. */
  private record Build(String compiler, String level, int slots) {
    @Override
    public String toString() {
      return compiler + " " + level;
    }
  }

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("sock_proto", 256, SockProto::program),
          new Example("sock_protolen", 256, SockProtoLen::program),
          new Example("sock_parse_dns", SockParseDns.TYPES, SockParseDns::program),
          new Example(
              "sock_parse_http", SockParseHttp.Message.values().length, SockParseHttp::program));

  @Test
  void noMoreThanClang() throws Exception {
    Requirements.machine(Files.exists(BPF_HEADERS), "needs libbpf's headers");
    List<String> compilers = compilers();
    StringBuilder table = new StringBuilder();
    table.append(String.format("%-16s %5s %5s %5s  %s%n", "slots", "hot", "total", "clang", "by"));
    SoftAssertions softly = new SoftAssertions();
    for (Example example : EXAMPLES) {
      CompiledProgram<SocketFilter.Tap> ours = example.compile();
      List<Build> builds = builds(compilers, example.twin());
      int best = builds.stream().mapToInt(Build::slots).min().orElseThrow();
      List<Build> bestBuilds = builds.stream().filter(build -> build.slots() == best).toList();
      table.append(
          String.format(
              "%-16s %5d %5d %5d  %s%n",
              example.twin(), ours.hotSize(), ours.size(), best, bestBuilds));
      softly
          .assertThat(ours.hotSize())
          .as("%s in Java, against %s:%n%s", example.twin(), bestBuilds, ours.disassemble())
          .isLessThanOrEqualTo(best);
    }
    System.out.print(table);
    softly.assertAll();
  }

  /** The oldest that is usual and the newest, which knows one level more. */
  private static List<String> compilers() {
    List<String> found = new ArrayList<>(List.of(Requirements.tool("clang")));
    if (Files.isExecutable(Path.of("/usr/bin/clang-19"))) {
      found.add("clang-19");
    }
    return found;
  }

  private List<Build> builds(List<String> compilers, String twin) throws Exception {
    List<Build> builds = new ArrayList<>();
    for (String compiler : compilers) {
      for (String level : List.of("v1", "v2", "v3", "v4")) {
        Path object = folder.resolve(twin + "." + compiler + "." + level + ".o");
        if (build(compiler, level, twin, object)) {
          builds.add(new Build(compiler, level, slots(object)));
        }
      }
    }
    assertThat(builds).as("clang can compile %s", twin).isNotEmpty();
    return builds;
  }

  /** False if this compiler does not know the level. */
  private boolean build(String compiler, String level, String twin, Path object) throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                compiler,
                "-O2",
                "-Wall",
                "-Werror",
                "-target",
                "bpf",
                "-mcpu=" + level,
                "-I/usr/include/" + machine() + "-linux-gnu",
                "-c",
                TWINS.resolve(twin + ".bpf.c").toString(),
                "-o",
                object.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String output = Files.readString(log);
    // Unknown levels are mentioned, and then taken for the lowest.
    if (output.contains("is not a recognized processor") || output.contains("unknown target CPU")) {
      return false;
    }
    assertThat(process.exitValue()).as(output).isZero();
    return true;
  }

  private static String machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> System.getProperty("os.arch");
    };
  }

  private static int slots(Path object) throws IOException {
    ElfFile file = ElfFile.open(object);
    ElfSection code = file.section("socket").orElseThrow();
    return file.bytes(code).remaining() / SLOT;
  }
}
