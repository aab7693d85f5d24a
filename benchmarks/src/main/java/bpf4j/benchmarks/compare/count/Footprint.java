package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What takes room: in memory while it runs, and on disk, where it must be installed. */
final class Footprint {
  private static final double MIB = 1 << 20;

  private Footprint() {}

  /** The most that a process has had resident so far, in MiB. */
  static double resident(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / MIB)
          .findFirst()
          .orElseThrow(() -> new PeerException("no VmHWM in " + status));
    } catch (IOException e) {
      throw new PeerException("its process is gone");
    }
  }

  /** Our side on disk: the JVM that runs this and the classes, in MiB. */
  static double ours() {
    double bytes = size(Path.of(System.getProperty("java.home")).toAbsolutePath());
    for (String path : System.getProperty("java.class.path").split(":")) {
      bytes += size(Path.of(path));
    }
    return bytes / MIB;
  }

  /**
   * Another tool on disk, in MiB: the packages that running its counter takes, with all that they
   * depend on but what every system has, and the program itself.
   */
  static double theirs(Tool tool, Counted counted) {
    double bytes = new Packages().bytes(tool.runtimePackages());
    List<String> files = tool == Tool.BPFTRACE ? List.of() : Sides.command(tool, counted);
    for (String file : files) {
      if (file.contains("/target/peers/")) {
        bytes += size(Path.of(file));
      }
    }
    return bytes / MIB;
  }

  private static double size(Path path) {
    try (Stream<Path> files = Files.walk(path.toRealPath())) {
      return files.filter(Files::isRegularFile).mapToLong(Footprint::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
