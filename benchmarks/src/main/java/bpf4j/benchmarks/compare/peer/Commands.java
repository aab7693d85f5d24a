package bpf4j.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs commands that are over soon. */
public final class Commands {
  private static final long LONGEST_MINUTES = 5;

  private static final Pattern COMPLAINT = Pattern.compile("[Ee]rror:|\\[ERROR]|^Unable");

  private Commands() {}

  /**
   * Runs a command.
   *
   * @param command with its arguments
   * @return what it wrote, on both outputs
   * @throws PeerException if it cannot be run, fails or hangs; with its last words
   */
  public static String output(List<String> command) {
    Path log = null;
    try {
      log = Files.createTempFile("command", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new PeerException(command.get(0) + " hangs");
      }
      String output = text(log);
      if (process.exitValue() != 0) {
        throw new PeerException(command.get(0) + ": " + complaint(output));
      }
      return output;
    } catch (IOException e) {
      throw new PeerException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted");
    } finally {
      delete(log);
    }
  }

  static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
  }

  static void delete(Path log) {
    try {
      if (log != null) {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      log.toFile().deleteOnExit();
    }
  }

  /** The line of an output that tells most: the first that speaks of an error, or the last. */
  static String complaint(String output) {
    List<String> lines = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.stream()
        .filter(line -> COMPLAINT.matcher(line).find())
        .findFirst()
        .orElse(lines.isEmpty() ? "ended without a word" : lines.get(lines.size() - 1));
  }
}
