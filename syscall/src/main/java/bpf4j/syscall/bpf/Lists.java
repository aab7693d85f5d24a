package bpf4j.syscall.bpf;

import java.util.List;

/** Checks of parallel lists. */
final class Lists {
  private Lists() {}

  static void sameSizeOrEmpty(int size, List<?> parallel) {
    if (!parallel.isEmpty() && parallel.size() != size) {
      throw new IllegalArgumentException(
          parallel.size() + " values for " + size + " functions: give one each, or none");
    }
  }
}
