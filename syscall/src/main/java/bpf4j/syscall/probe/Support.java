package bpf4j.syscall.probe;

/**
 * What a probe found out.
 *
 * @param answer yes, no, or not to be known now
 * @param cause why, for people; empty for yes
 */
public record Support(Answer answer, String cause) {
  /** The three answers. */
  public enum Answer {
    /** This kernel has it, and this process may use it. */
    YES,
    /** This kernel does not have it. */
    NO,
    /** The question could not be answered, for lack of privilege or of something to ask with. */
    UNKNOWN
  }

  private static final Support YES = new Support(Answer.YES, "");

  static Support yes() {
    return YES;
  }

  static Support no(String cause) {
    return new Support(Answer.NO, cause);
  }

  static Support unknown(String cause) {
    return new Support(Answer.UNKNOWN, cause);
  }

  /**
   * Tells whether the answer is yes.
   *
   * @return false for no and for unknown
   */
  public boolean isYes() {
    return answer == Answer.YES;
  }

  /**
   * Tells whether the answer is no.
   *
   * @return false for yes and for unknown
   */
  public boolean isNo() {
    return answer == Answer.NO;
  }

  @Override
  public String toString() {
    return cause.isEmpty() ? answer.name() : answer + " (" + cause + ")";
  }
}
