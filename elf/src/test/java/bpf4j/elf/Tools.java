package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the independent tools that this module is compared with. */
public final class Tools {
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/bin", "/sbin");

  private Tools() {}

  /** Runs a command and returns its standard output; without the tool the test is skipped. */
  public static String run(String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(find(tool));
    command.addAll(List.of(arguments));
    Path errors = null;
    try {
      errors = Files.createTempFile("tool", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int status = process.waitFor();
      if (status != 0) {
        fail(command + " ended with " + status + ": " + Files.readString(errors));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      if (errors != null) {
        errors.toFile().delete();
      }
    }
  }

  /** Skips the test, which fails instead under CI, where everything is installed. */
  public static void require(boolean present, String what) {
    if (!present && "true".equals(System.getenv("CI"))) {
      fail(what);
    }
    assumeTrue(present, what);
  }

  /** Skips a test that makes gcc build for the other width of this processor. */
  public static void requireX86() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "gcc -m32 is for x86");
  }

  /** Compares long lists, telling the first line that differs. */
  public static void assertSameLines(List<String> actual, List<String> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        assertThat(actual.get(i)).as("line %s", i).isEqualTo(expected.get(i));
      }
    }
    assertThat(actual.size()).as("lines").isEqualTo(expected.size());
  }

  private static String find(String tool) {
    if (tool.startsWith("/")) {
      return tool;
    }
    for (String folder : FOLDERS) {
      Path path = Path.of(folder, tool);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    require(false, tool + " is not installed");
    throw new IllegalStateException();
  }
}
