package bpf4j.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrnoTest {
  @TempDir Path folder;

  @Test
  void numbersAreThoseOfC() throws IOException, InterruptedException {
    StringBuilder c =
        new StringBuilder("#include <errno.h>\n#include <stdio.h>\nint main(void) {\n");
    for (Errno errno : Errno.values()) {
      if (errno != Errno.UNKNOWN && errno != Errno.ENOTSUPP) {
        c.append("printf(\"%s %d\\n\", \"" + errno + "\", " + errno + ");\n");
      }
    }
    Path source = Files.writeString(folder.resolve("errno.c"), c.append("}\n"));
    Path binary = folder.resolve("errno");
    String compiler = Requirements.tool("gcc", "clang");
    assertThat(run(compiler, "-o", binary.toString(), source.toString())).isEmpty();
    assertThat(run(binary.toString()).lines())
        .hasSizeGreaterThan(130)
        .allSatisfy(
            line -> {
              Errno errno = Errno.valueOf(line.substring(0, line.indexOf(' ')));
              assertThat(line).isEqualTo(errno + " " + errno.number());
              assertThat(Errno.of(errno.number())).isEqualTo(errno);
            });
  }

  @Test
  void theKernelsOwnNumberIsKnown() {
    assertThat(Errno.of(524)).isEqualTo(Errno.ENOTSUPP);
    assertThat(Errno.of(0)).isEqualTo(Errno.UNKNOWN);
    assertThat(Errno.of(-1)).isEqualTo(Errno.UNKNOWN);
    assertThat(Errno.of(100_000)).isEqualTo(Errno.UNKNOWN);
    assertThat(new SyscallException("x", 4711, "")).hasMessage("x: errno 4711");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
