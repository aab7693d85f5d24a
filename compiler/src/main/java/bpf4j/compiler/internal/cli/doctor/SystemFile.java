package bpf4j.compiler.internal.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of {@code /proc} and {@code /sys}, which may be absent or unreadable. */
final class SystemFile {
  private SystemFile() {}

  /** The lines; none if it cannot be read. */
  static List<String> lines(String path) {
    try {
      return Files.readAllLines(Path.of(path));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The first line without blanks around it. */
  static Optional<String> line(String path) {
    return lines(path).stream().findFirst().map(String::strip);
  }
}
