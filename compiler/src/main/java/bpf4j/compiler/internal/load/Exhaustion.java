package bpf4j.compiler.internal.load;

import bpf4j.compiler.VerifierException;
import bpf4j.syscall.Errno;
import bpf4j.syscall.bpf.ProgramLoadException;
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
    return REASONS.stream().anyMatch(e.reason()::contains) || isReasonOf(e.getCause());
  }

  /**
   * Before Linux 6.4 a log that does not fit loses its end, and the reason with it. Then the error
   * number tells, which is that of a load without a log; and a log of such a length by itself.
   */
  private static boolean isReasonOf(Throwable cause) {
    return cause instanceof ProgramLoadException e && (e.truncated() || e.errno() == Errno.E2BIG);
  }
}
