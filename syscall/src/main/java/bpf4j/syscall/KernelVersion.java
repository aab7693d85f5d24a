package bpf4j.syscall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux release such as 6.18.44.
 *
 * <p>Versions explain failures; they never decide whether to try a call, because distributions
 * backport features.
 *
 * @param major the first number, 0 to 255
 * @param minor the second number, 0 to 255
 * @param patch the third number, 0 when the release string has none
 */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final Pattern NUMBERS = Pattern.compile("^(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  /**
   * Makes the first release of a series.
   *
   * @param major the first number
   * @param minor the second number
   * @return {@code major.minor.0}
   */
  public static KernelVersion of(int major, int minor) {
    return new KernelVersion(major, minor, 0);
  }

  /**
   * Returns the version of the running kernel, read once from {@code /proc/sys/kernel/osrelease}.
   *
   * @return the running kernel's version
   * @throws UncheckedIOException if procfs is not mounted
   */
  public static KernelVersion running() {
    return Running.VERSION;
  }

  /**
   * Reads a release string as {@code uname -r} prints it; anything after the numbers is ignored.
   *
   * @param release for instance {@code 6.1.0-13-amd64}
   * @return the version
   * @throws IllegalArgumentException if the string does not start with two numbers
   */
  public static KernelVersion parse(String release) {
    Matcher m = NUMBERS.matcher(release);
    if (!m.find()) {
      throw new IllegalArgumentException("not a kernel release: " + release);
    }
    int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    return new KernelVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), patch);
  }

  /**
   * Tells whether this version is the given one or a later one.
   *
   * @param other the version to compare with
   * @return true if {@code this >= other}
   */
  public boolean atLeast(KernelVersion other) {
    return compareTo(other) >= 0;
  }

  /**
   * Packs the version as {@code LINUX_VERSION_CODE}, which kprobe programs had to state before 5.0.
   *
   * @return {@code major << 16 | minor << 8 | min(patch, 255)}
   */
  public int code() {
    return major << 16 | minor << 8 | Math.min(patch, 255);
  }

  @Override
  public int compareTo(KernelVersion other) {
    int byMajor = Integer.compare(major, other.major);
    if (byMajor != 0) {
      return byMajor;
    }
    int byMinor = Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  /** Returns {@code major.minor}, with the patch level when it is not 0. */
  @Override
  public String toString() {
    return patch == 0 ? major + "." + minor : major + "." + minor + "." + patch;
  }

  private static final class Running {
    static final KernelVersion VERSION = read();

    private Running() {}

    private static KernelVersion read() {
      try {
        return parse(Files.readString(RELEASE).strip());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + RELEASE + "; mount procfs at /proc", e);
      }
    }
  }
}
