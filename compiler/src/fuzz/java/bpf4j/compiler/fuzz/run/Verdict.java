package bpf4j.compiler.fuzz.run;

/**
 * An outcome and its story.
 *
 * @param reason a few words, the same for failures of the same kind
 * @param details results, listings and logs; empty when the program agrees
 * @param remark what else is to be counted
 * @param walked how many instructions the verifier walked; 0 if it is not known
 */
public record Verdict(Outcome outcome, String reason, String details, Remark remark, int walked) {
  /** What may be said of a program that agrees. */
  public enum Remark {
    NONE,
    /** The verifier wanted the conservative form. */
    RETRIED,
    /** Only a bug of the kernel stands between it and agreeing. */
    KERNELBUG
  }

  static final Verdict AGREE = new Verdict(Outcome.AGREE, "", "", Remark.NONE, 0);

  /** Agrees, in the form that asks least of the verifier. */
  static final Verdict RETRIED = new Verdict(Outcome.AGREE, "", "", Remark.RETRIED, 0);

  /** Agrees when it is loaded plainly, but not with flags for the verifier's own tests. */
  static final Verdict KERNEL_BUG = kernelBug("wrong under BPF_F_TEST_RND_HI32 only");

  public Verdict(Outcome outcome, String reason, String details) {
    this(outcome, reason, details, Remark.NONE, 0);
  }

  static Verdict kernelBug(String reason) {
    return new Verdict(Outcome.AGREE, reason, "", Remark.KERNELBUG, 0);
  }

  Verdict withWalked(int instructions) {
    return new Verdict(outcome, reason, details, remark, instructions);
  }

  /** Whether a smaller program with this verdict shows the same failure. */
  public boolean isLike(Verdict other) {
    return outcome == other.outcome && (outcome == Outcome.WRONG || reason.equals(other.reason));
  }
}
