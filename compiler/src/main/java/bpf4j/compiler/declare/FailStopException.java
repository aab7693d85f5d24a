package bpf4j.compiler.declare;

/**
 * Ends a kernel-side program's run on the JVM where the kernel-side program would fail-stop: a read
 * past the packet's end, a requirement that does not hold, a dissector on another protocol.
 *
 * <p>In the kernel nothing is thrown: the run ends with the program type's default verdict and is
 * counted. Kernel-side code cannot catch it. A test that calls its own kernel-side methods directly
 * sees it; a simulated program turns it into the default verdict.
 */
public final class FailStopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A fail-stop.
   *
   * @param reason what failed, with the numbers
   */
  public FailStopException(String reason) {
    super(reason);
  }
}
