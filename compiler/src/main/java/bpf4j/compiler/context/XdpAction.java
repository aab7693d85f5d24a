package bpf4j.compiler.context;

/**
 * What becomes of a frame after an XDP program ({@code enum xdp_action} of {@code linux/bpf.h}).
 */
public enum XdpAction {
  /** Dropped as after an error, which the tracepoint {@code xdp:xdp_exception} tells. */
  ABORTED,
  /** Dropped. */
  DROP,
  /** Goes on to the network stack. */
  PASS,
  /** Sent out by the device it came in by. */
  TX,
  /** Sent where {@link XdpContext#redirect} has said. */
  REDIRECT;

  private static final XdpAction[] VALUES = values();

  /**
   * Finds an action by its number.
   *
   * @param verdict what a program has returned
   * @return the action; {@link #ABORTED} for other numbers, as the kernel takes them
   */
  public static XdpAction of(long verdict) {
    return verdict >= 0 && verdict < VALUES.length ? VALUES[(int) verdict] : ABORTED;
  }
}
