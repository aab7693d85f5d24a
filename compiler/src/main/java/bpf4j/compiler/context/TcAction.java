package bpf4j.compiler.context;

/**
 * What becomes of a packet after a traffic control program ({@code TC_ACT_*} of {@code
 * linux/pkt_cls.h}).
 */
public enum TcAction {
  /** What the next program says; after the last one the packet goes on. */
  UNSPEC,
  /** The packet goes on, past all other programs. */
  OK,
  /** It is classified once more from the start (not in tcx). */
  RECLASSIFY,
  /** It is dropped. */
  SHOT,
  /** The next action decides (not in tcx). */
  PIPE,
  /** It is taken out without counting as dropped (not in tcx). */
  STOLEN,
  /** It is kept for later (not in tcx). */
  QUEUED,
  /** It is classified once more from this action on (not in tcx). */
  REPEAT,
  /** It goes where {@code bpf_redirect} has said. */
  REDIRECT,
  /** It goes on as if no hardware had looked at it (not in tcx). */
  TRAP;

  private static final TcAction[] VALUES = values();

  /**
   * The kernel's number.
   *
   * @return -1 to 8
   */
  public int number() {
    return ordinal() - 1;
  }

  /**
   * Finds an action by its number.
   *
   * @param verdict what a program has returned
   * @return the action; {@link #UNSPEC} for other numbers
   */
  public static TcAction of(long verdict) {
    int number = (int) verdict;
    return number >= 0 && number < VALUES.length - 1 ? VALUES[number + 1] : UNSPEC;
  }
}
