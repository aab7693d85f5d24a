package bpf4j.elf.internal.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory that a process sees as {@code /}.
 *
 * @param path where it is, such as {@code /proc/1/root}
 */
public record Root(Path path) {
  /** What this process sees, unless it has been put into another directory itself. */
  public static final Root HERE = new Root(Path.of("/"));

  private static final Path PARENT = Path.of("..");
  private static final int MOST_LINKS = 40;

  /**
   * Returns what a process sees.
   *
   * @param pid the process
   * @return its root directory
   */
  public static Root of(long pid) {
    return new Root(Path.of("/proc", Long.toString(pid), "root"));
  }

  /**
   * Follows symbolic links, which in another root directory would lead out of it.
   *
   * @param file an absolute path as the process sees it
   * @return the file below the root directory; one that may not exist
   */
  public Path inside(String file) {
    Path current = Path.of("/");
    List<Path> rest = new ArrayList<>();
    Path.of(file).forEach(rest::add);
    for (int links = 0; !rest.isEmpty(); ) {
      Path name = rest.remove(0);
      if (name.equals(PARENT)) {
        // The parent of the root directory is itself.
        current = current.getParent() == null ? current : current.getParent();
        continue;
      }
      Path next = current.resolve(name).normalize();
      Path real = below(next);
      if (Files.isSymbolicLink(real) && links++ < MOST_LINKS) {
        Path target = target(real);
        List<Path> parts = new ArrayList<>();
        target.forEach(parts::add);
        parts.addAll(rest);
        rest = parts;
        next = target.isAbsolute() ? Path.of("/") : current;
      }
      current = next;
    }
    return below(current);
  }

  /**
   * Tells what the process calls a file.
   *
   * @param file a file below the root directory
   * @return its path as the process sees it
   */
  public Path outside(Path file) {
    return Path.of("/").resolve(path.relativize(file));
  }

  private Path below(Path absolute) {
    return path.resolve(Path.of("/").relativize(absolute));
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot follow " + link, e);
    }
  }
}
