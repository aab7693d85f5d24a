package bpf4j.perf.tracepoint;

import java.util.List;

/** The running kernel has no tracepoint of a name. */
public final class NoSuchTracepointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchTracepointException(TracepointName name, List<String> nearest) {
    super(
        "this kernel has no tracepoint "
            + name
            + "; the nearest are "
            + String.join(", ", nearest));
  }
}
