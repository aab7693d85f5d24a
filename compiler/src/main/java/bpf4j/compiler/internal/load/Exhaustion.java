package bpf4j.compiler.internal.load;

import bpf4j.compiler.VerifierException;
import java.util.List;

/** Tells a verifier that has lost its way in a program from one that has found something wrong. */
final class Exhaustion {
  /** What it then says ({@code kernel/bpf/verifier.c}). */
  private static final List<String> REASONS =
      List.of(
          "BPF program is too large. Processed",
          "jumps is too complex",
          "infinite loop detected",
          "verifier bug",
          "BUG ");

  private Exhaustion() {}

  static boolean isReasonOf(VerifierException e) {
    return REASONS.stream().anyMatch(e.reason()::contains);
  }
}
