package bpf4j.maps.internal.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The number of possible CPUs, which per-CPU values are laid out for: those that could ever be
 * plugged in, not those that are online. It never changes while the kernel runs.
 */
final class PossibleCpus {

  private static final Path FILE = Path.of("/sys/devices/system/cpu/possible");

  private static volatile int count;

  private PossibleCpus() {}

  static int count() {
    int known = count;
    if (known == 0) {
      try {
        known = parse(Files.readString(FILE, US_ASCII).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(FILE + " says how many CPUs there can be; mount sysfs", e);
      }
      count = known;
    }
    return known;
  }

  /** Counts a list of ranges as {@code 0-3,8}. */
  static int parse(String ranges) {
    int cpus = 0;
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = Integer.parseInt(range.substring(dash + 1));
      cpus += last - first + 1;
    }
    return cpus;
  }
}
