package bpf4j.benchmarks.compare.peer;

/**
 * A peer is missing or does not work here. Its message is the reason that stands in the peer's row;
 * the comparison goes on.
 */
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Gives the reason.
   *
   * @param reason in one line
   */
  public PeerException(String reason) {
    super(reason);
  }
}
