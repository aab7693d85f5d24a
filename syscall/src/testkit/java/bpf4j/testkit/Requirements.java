package bpf4j.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. What is missing skips the test, with the reason; on a
 * continuous integration machine (environment variable {@code CI=true}), which must have it, it
 * fails the test, unless the kernel truly lacks a feature.
 */
public final class Requirements {
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_NET_RAW = 13;
  private static final int CAP_SYS_ADMIN = 21;
  private static final long NEEDED = 1L << CAP_NET_ADMIN | 1L << CAP_NET_RAW | 1L << CAP_SYS_ADMIN;
  private static final Pattern LIST_SEPARATOR = Pattern.compile(File.pathSeparator);

  private Requirements() {}

  /** The test needs root: the capabilities for BPF, tracing, networking and mounting. */
  public static void root() {
    machine(isPrivileged(), "needs root");
  }

  /**
   * The test runs a program of the path.
   *
   * @param names its possible names, best first, for instance {@code clang-19}, {@code clang}
   * @return the first that is there
   */
  public static String tool(String... names) {
    for (String name : names) {
      if (searchPath().anyMatch(folder -> Files.isExecutable(folder.resolve(name)))) {
        return name;
      }
    }
    machine(false, "needs one of the programs " + String.join(", ", names));
    throw new AssertionError("unreachable");
  }

  /**
   * The test needs something that a prepared machine has.
   *
   * @param present whether it is there
   * @param reason what is missing
   */
  public static void machine(boolean present, String reason) {
    if (!present && isContinuousIntegration()) {
      throw new AssertionError("CI must not skip this: " + reason);
    }
    Assumptions.assumeTrue(present, reason);
  }

  /**
   * The test needs something that this kernel may truly lack: skips on every machine.
   *
   * @param present whether this kernel has it, as found out by trying
   * @param reason what is missing
   */
  public static void kernel(boolean present, String reason) {
    Assumptions.assumeTrue(present, reason);
  }

  private static boolean isContinuousIntegration() {
    return "true".equals(System.getenv("CI"));
  }

  private static boolean isPrivileged() {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      return status.stream()
          .filter(line -> line.startsWith("CapEff:"))
          .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
          .anyMatch(bits -> (bits & NEEDED) == NEEDED);
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<Path> searchPath() {
    String path = System.getenv("PATH");
    String folders = path == null ? "" : path;
    return Stream.concat(
            LIST_SEPARATOR.splitAsStream(folders),
            Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }
}
