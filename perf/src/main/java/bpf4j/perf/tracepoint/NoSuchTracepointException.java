package bpf4j.perf.tracepoint;

import java.util.List;

/** The running kernel has no tracepoint of a name. */
public final class NoSuchTracepointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchTracepointException(TracepointName name, List<String> nearest) {
    this(name.toString(), nearest);
  }

  /**
   * Of a tracepoint that is known by its name alone.
   *
   * @param name its name, with or without a group
   * @param nearest names that may have been meant
   */
  public NoSuchTracepointException(String name, List<String> nearest) {
    super(
        "this kernel has no tracepoint "
            + name
            + "; the nearest are "
            + String.join(", ", nearest));
  }
}
