package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A clang on this machine.
 *
 * @param command its name
 */
public record Clang(String command) {
  private static final List<String> LEVELS = List.of("v1", "v2", "v3", "v4");
  private static final List<String> VERSIONS = List.of("clang-22", "clang-19");
  private static final String ANY = "clang";
  private static final Path FOLDER = Path.of("/usr/bin");
  private static final Path BPF_HEADERS = Path.of("/usr/include/bpf/bpf_helpers.h");
  private static final Path SOURCES = Path.of("peers", "corpus");

  /** {@return those that are there, the newest first; none where libbpf's headers are missing} */
  public static List<Clang> all() {
    if (!Files.exists(BPF_HEADERS)) {
      return List.of();
    }
    List<Clang> found = new ArrayList<>();
    for (String version : VERSIONS) {
      if (Files.isExecutable(FOLDER.resolve(version))) {
        found.add(new Clang(version));
      }
    }
    if (found.isEmpty() && Files.isExecutable(FOLDER.resolve(ANY))) {
      found.add(new Clang(ANY));
    }
    return found;
  }

  /**
   * Compiles a twin for each instruction set level.
   *
   * @param program whose twin
   * @param folder where to put the objects
   * @return one for each level that this clang knows and can compile the twin for
   * @throws IOException if clang cannot be run
   */
  public List<TwinObject> compile(Corpus program, Path folder) throws IOException {
    List<TwinObject> objects = new ArrayList<>();
    for (String level : LEVELS) {
      compile(program, level, folder).ifPresent(objects::add);
    }
    if (objects.isEmpty()) {
      throw new IOException(command + " cannot compile " + program.twin());
    }
    return objects;
  }

  /**
   * Compiles a twin for one instruction set level.
   *
   * @param program whose twin
   * @param level such as {@code v3}
   * @param folder where to put the object
   * @return nothing if this clang does not know the level
   * @throws IOException if clang cannot be run or cannot compile the twin
   */
  public Optional<TwinObject> compile(Corpus program, String level, Path folder)
      throws IOException {
    Path object = folder.resolve(program.twin() + "." + command + "." + level + ".o");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                command,
                "-O2",
                "-Wall",
                "-Werror",
                "-target",
                "bpf",
                "-mcpu=" + level,
                "-I/usr/include/" + machine() + "-linux-gnu",
                "-c",
                SOURCES.resolve(program.twin()).toString(),
                "-o",
                object.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command + " hangs on " + program.twin());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    String output = Files.readString(log);
    // Unknown levels are mentioned, and then taken for the lowest.
    if (output.contains("is not a recognized processor") || output.contains("unknown target CPU")) {
      return Optional.empty();
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " " + program.twin() + " " + level + ": " + output);
    }
    return Optional.of(new TwinObject(command + " " + level, object));
  }

  private static String machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> System.getProperty("os.arch");
    };
  }
}
