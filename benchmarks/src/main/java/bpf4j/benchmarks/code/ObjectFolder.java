package bpf4j.benchmarks.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where clang's objects go, for as long as they are needed. */
final class ObjectFolder implements AutoCloseable {
  private final Path path;

  ObjectFolder() throws IOException {
    path = Files.createTempDirectory("twins");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
