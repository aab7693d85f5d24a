package bpf4j.benchmarks.compare.measure;

/** The two sides of a comparison came to different results: there is nothing to compare. */
public final class DifferentWorkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what differs.
   *
   * @param message what each side came to
   */
  public DifferentWorkException(String message) {
    super("not the same work: " + message);
  }
}
