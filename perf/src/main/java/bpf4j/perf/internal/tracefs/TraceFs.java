package bpf4j.perf.internal.tracefs;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tracing file system: where it is mounted, or else a mount of our own that nobody else sees.
 * To be closed after use; nothing stays mounted.
 */
public final class TraceFs implements AutoCloseable {
  private final Path root;
  private final Fd mount;

  private TraceFs(Path root, Fd mount) {
    this.root = root;
    this.mount = mount;
  }

  /**
   * Opens it.
   *
   * @throws bpf4j.syscall.SyscallException if it is not mounted and may not be
   */
  public static TraceFs open() {
    Optional<Path> mounted = FileSystems.TRACEFS.find();
    if (mounted.isPresent() && Files.isReadable(mounted.get().resolve("events"))) {
      return new TraceFs(mounted.get(), null);
    }
    Fd own = FileSystems.TRACEFS.openDetached();
    return new TraceFs(Path.of("/proc/self/fd/" + own.number()), own);
  }

  /** Where a file is, while this is open. */
  public Path path(String file) {
    return root.resolve(file);
  }

  /** A file's text, empty if there is no such file. */
  public Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " of the tracing file system", e);
    }
  }

  /** The names of the folders in a folder, sorted; none if there is no such folder. */
  public List<String> folders(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + " of the tracing file system", e);
    }
  }

  /** Appends a line to a file that takes commands. */
  public void append(String file, String line) throws IOException {
    Files.writeString(root.resolve(file), line + "\n", java.nio.file.StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    if (mount != null) {
      mount.close();
    }
  }
}
