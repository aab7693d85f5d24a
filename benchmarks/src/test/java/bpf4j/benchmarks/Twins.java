package bpf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.elf.ElfFile;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The examples' twins in C ({@code peers}), compiled by each clang that is there. */
final class Twins {
  private static final Path SOURCES = Path.of("peers");
  private static final Path BPF_HEADERS = Path.of("/usr/include/bpf/bpf_helpers.h");
  private static final List<String> LEVELS = List.of("v1", "v2", "v3", "v4");
  private static final int SLOT = 8;

  private Twins() {}

  /** What a compiler made of a twin. */
  record Build(String compiler, String level, Path object) {
    /** The instructions. */
    ByteBuffer code() {
      return section("socket");
    }

    /** The places in the code that want a map. */
    ByteBuffer relocations() {
      return section(".relsocket");
    }

    private ByteBuffer section(String name) {
      ElfFile file = ElfFile.open(object);
      return file.bytes(file.section(name).orElseThrow());
    }

    int slots() {
      return code().remaining() / SLOT;
    }

    @Override
    public String toString() {
      return compiler + " " + level;
    }
  }

  /** Compiles a twin in all ways; skips the test where there is no clang. */
  static List<Build> build(Example example, Path folder) throws Exception {
    Requirements.machine(Files.exists(BPF_HEADERS), "needs libbpf's headers");
    String twin = example.name().toLowerCase(Locale.ROOT);
    List<Build> builds = new ArrayList<>();
    for (String compiler : compilers()) {
      for (String level : LEVELS) {
        Path object = folder.resolve(twin + "." + compiler + "." + level + ".o");
        Path log = folder.resolve("log");
        if (compile(compiler, level, SOURCES.resolve(twin + ".bpf.c"), object, log)) {
          builds.add(new Build(compiler, level, object));
        }
      }
    }
    assertThat(builds).as("clang can compile %s", twin).isNotEmpty();
    return builds;
  }

  /** The distribution's own and the newest that CI installs, which knows one level more. */
  private static List<String> compilers() {
    List<String> found = new ArrayList<>(List.of(Requirements.tool("clang")));
    if (Files.isExecutable(Path.of("/usr/bin/clang-19"))) {
      found.add("clang-19");
    }
    return found;
  }

  /** False if the compiler does not know the level. */
  private static boolean compile(String compiler, String level, Path source, Path object, Path log)
      throws IOException, InterruptedException {
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
                source.toString(),
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
    assertThat(process.exitValue()).as("%s", output).isZero();
    return true;
  }

  private static String machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> System.getProperty("os.arch");
    };
  }
}
