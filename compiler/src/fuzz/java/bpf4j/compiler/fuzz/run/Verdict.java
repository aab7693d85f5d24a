package bpf4j.compiler.fuzz.run;

/**
 * An outcome and its story.
 *
 * @param reason a few words, the same for failures of the same kind
 * @param details results, listings and logs; empty when the program agrees
 */
public record Verdict(Outcome outcome, String reason, String details) {
  static final Verdict AGREE = new Verdict(Outcome.AGREE, "", "");

  /** Agrees when it is loaded plainly, but not with flags for the verifier's own tests. */
  static final Verdict KERNEL_BUG =
      new Verdict(Outcome.AGREE, "kernelbug: wrong under BPF_F_TEST_RND_HI32 only", "");

  /** Whether a smaller program with this verdict shows the same failure. */
  public boolean isLike(Verdict other) {
    return outcome == other.outcome && (outcome == Outcome.WRONG || reason.equals(other.reason));
  }
}
