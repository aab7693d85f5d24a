package bpf4j.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program of a tool is made and run.
 *
 * @param folder where its sources are, below {@code peers}
 * @param suffix what their names end with
 * @param build the command that makes the program, with {@code SOURCE} and {@code TARGET} for the
 *     files; empty where sources are run as they are
 * @param run the command that runs it, with {@code SOURCE} or {@code TARGET}
 */
record Recipe(String folder, String suffix, List<String> build, List<String> run) {
  private static final Path SOURCES = Path.of("peers").toAbsolutePath();
  private static final Path TARGETS = Path.of("target", "peers").toAbsolutePath();

  /** Runs a command with what older tools look for in the file system. */
  static final String ENVIRONMENT = SOURCES.resolve("environment").toString();

  /** Where all that is made for peers goes. */
  static Path targets() {
    try {
      return Files.createDirectories(TARGETS);
    } catch (IOException e) {
      throw new PeerException("no place for peers: " + e.getMessage());
    }
  }

  /**
   * Makes a program unless it is there and newer than its source.
   *
   * @return the command that runs it
   */
  List<String> command(String program) {
    Path source = SOURCES.resolve(folder).resolve(program + suffix);
    if (!Files.exists(source)) {
      throw new PeerException("nothing written for it to do this");
    }
    Path target = targets().resolve(folder + "-" + program);
    if (!build.isEmpty() && !upToDate(source, target)) {
      Commands.output(filled(build, source, target));
    }
    return filled(run, source, target);
  }

  private static boolean upToDate(Path source, Path target) {
    try {
      return Files.exists(target)
          && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(source)) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> filled(List<String> words, Path source, Path target) {
    List<String> command = new ArrayList<>();
    for (String word : words) {
      command.add(
          word.replace("SOURCE", source.toString())
              .replace("TARGETS", TARGETS.toString())
              .replace("TARGET", target.toString()));
    }
    return command;
  }
}
