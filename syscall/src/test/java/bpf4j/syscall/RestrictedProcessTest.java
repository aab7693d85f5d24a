package bpf4j.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who may not do what BPF needs. */
class RestrictedProcessTest {
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private static List<String> run(List<String> prefix, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Attempts.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  @Test
  void rootMayDoAll() throws Exception {
    Requirements.root();
    assertThat(run(List.of(), NATIVE_ACCESS)).hasSize(3).allMatch(line -> line.startsWith("made"));
  }

  @Test
  void withoutCapabilitiesTheMessageNamesThem() throws Exception {
    Requirements.root();
    String setpriv = Requirements.tool("setpriv");
    List<String> lines =
        run(
            List.of(setpriv, "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"),
            NATIVE_ACCESS);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("bpf(BPF_MAP_CREATE")
        .contains("EPERM")
        .contains("CAP_BPF")
        .contains("kernel.unprivileged_bpf_disabled");
    assertThat(lines.get(1)).contains("AF_PACKET").contains("CAP_NET_RAW");
    assertThat(lines.get(2))
        .contains("perf_event_open")
        .contains("EACCES")
        .contains("kernel.perf_event_paranoid");
  }

  @Test
  void deniedNativeAccessNamesTheFlag() throws Exception {
    Requirements.kernel(Runtime.version().feature() >= 24, "this JDK does not deny native access");
    List<String> lines = run(List.of(), "--illegal-native-access=deny");
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.contains("NativeAccessException"))
        .allMatch(line -> line.contains(NATIVE_ACCESS));
  }

  @Test
  void unusableTemporaryFolderIsNamed(@TempDir Path folder) throws Exception {
    // jffi falls back to the working directory, so both must be unusable.
    Requirements.root();
    Path absent = folder.resolve("absent");
    List<String> lines =
        run(List.of("env", "-C", "/proc"), NATIVE_ACCESS, "-Djava.io.tmpdir=" + absent);
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.contains("NativeAccessException"))
        .allMatch(line -> line.contains(absent.toString()));
  }
}
