package bpf4j.compiler.internal.ir;

/**
 * What a helper has to do with something that must be given back before a run ends: memory that was
 * reserved, a lock that was taken, a socket that was found.
 *
 * @param kind what the helper does with it
 * @param undoId the helper that gives it back when a run fails; 0 unless this one takes it
 * @param undoName that helper's C name, without {@code bpf_}
 * @param undoZeros how many zeros that helper takes after the thing itself
 */
public record Duty(Kind kind, int undoId, String undoName, int undoZeros) {
  /** No duty. */
  public static final Duty NONE = new Duty(Kind.NONE, 0, "", 0);

  /** The duty of a helper whose first argument is given back. */
  public static final Duty GIVE_BACK = new Duty(Kind.GIVES_BACK, 0, "", 0);

  /** What a helper may do. */
  public enum Kind {
    /** It has to do with nothing of that sort. */
    NONE,
    /** It takes what it returns, unless that is null. */
    TAKES_RESULT,
    /** It takes what its first argument points to: a lock, under which no helper may be called. */
    LOCKS_ARGUMENT,
    /** It gives back what its first argument points to. */
    GIVES_BACK
  }

  /** Whether the helper takes something. */
  public boolean takes() {
    return kind == Kind.TAKES_RESULT || kind == Kind.LOCKS_ARGUMENT;
  }

  /** The helper that gives it back. */
  public HelperCall undo() {
    return new HelperCall(undoId, undoName, Type.I64).withDuty(GIVE_BACK);
  }
}
