package bpf4j.perf.tracepoint;

/** A tracepoint's {@code format} file is not of the form that the kernel writes. */
public final class TracepointFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TracepointFormatException(String message) {
    super(message);
  }
}
