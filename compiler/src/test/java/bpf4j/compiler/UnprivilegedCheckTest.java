package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs can be checked by anybody: in unit tests, on machines that have no BPF. */
class UnprivilegedCheckTest {
  private static final String NOBODY = "65534";

  @Test
  void nobodyCanCheck(@TempDir Path folder) throws IOException, InterruptedException {
    Requirements.root();
    List<String> command = new ArrayList<>();
    command.add(Requirements.tool("setpriv"));
    command.addAll(List.of("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    command.addAll(List.of("--bounding-set", "-all", "--inh-caps", "-all"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", readableClassPath(folder)));
    command.add(CheckCommand.class.getName());
    Process process =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines())
        .hasSize(3)
        .contains("tap accepted", "filter accepted")
        .anyMatch(line -> line.startsWith("refused: CheckCommand.java:") && line.contains("float"));
    assertThat(process.exitValue()).isZero();
  }

  /** Classes lie where only their owner may read, as a rule. */
  private static String readableClassPath(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path source = Path.of(entry);
      if (!Files.exists(source) || isForTestsOnly(source)) {
        continue;
      }
      Path copy = folder.resolve(entries.size() + "-" + source.getFileName());
      copy(source, copy);
      entries.add(copy.toString());
    }
    open(folder);
    return String.join(File.pathSeparator, entries);
  }

  private static boolean isForTestsOnly(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith("junit") || name.startsWith("assertj") || name.startsWith("byte-buddy");
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = target.resolve(source.relativize(file).toString());
        Files.copy(file, file.equals(source) ? target : to);
      }
    }
  }

  private static void open(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
