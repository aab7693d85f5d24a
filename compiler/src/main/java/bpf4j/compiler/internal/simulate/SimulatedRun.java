package bpf4j.compiler.internal.simulate;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How a program's run on the JVM ended.
 *
 * @param verdict what the program returned, or the failing verdict
 * @param failure why and where it failed, if it did
 */
public record SimulatedRun(long verdict, Optional<Failure> failure) {

  /**
   * A fail-stop exit.
   *
   * @param reason what failed
   * @param trace where: the failing frame and its callers, innermost first, without those of the
   *     twin itself
   */
  public record Failure(String reason, List<StackTraceElement> trace) {
    /** Copies the list. */
    public Failure {
      trace = List.copyOf(trace);
    }

    /**
     * The frame to report: the innermost one in code of the user's, in which the failing accessor
     * or dissector was called.
     */
    public Optional<StackTraceElement> line() {
      return trace.stream().filter(frame -> !isOurs(frame.getClassName())).findFirst();
    }
  }

  private static final String TWIN = "bpf4j.compiler.internal.simulate.";
  private static final List<String> LIBRARY =
      List.of(
          "bpf4j.compiler.packet.",
          "bpf4j.compiler.context.",
          "bpf4j.compiler.kernel.",
          "bpf4j.compiler.declare.",
          "bpf4j.maps.",
          "java.",
          "jdk.");
  private static final List<String> LIBRARY_CLASSES =
      List.of(
          "bpf4j.compiler.context.SkBuff",
          "bpf4j.compiler.Kernel",
          "bpf4j.compiler.Comm",
          "bpf4j.compiler.Logarithms",
          "bpf4j.compiler.NetworkOrder");

  /**
   * Runs a program. What ends a kernel run by a fail-stop ends this one with the failing verdict:
   * whatever the program throws, and what Java throws for it. A misuse that no kernel run could
   * meet, such as a closed map, is passed on.
   *
   * @param program the program, bound to its context
   * @param failingVerdict the program type's default verdict
   */
  public static SimulatedRun of(LongSupplier program, long failingVerdict) {
    try {
      return new SimulatedRun(program.getAsLong(), Optional.empty());
    } catch (RuntimeException e) {
      if (isMisuse(e)) {
        throw e;
      }
      List<StackTraceElement> trace =
          List.of(e.getStackTrace()).stream()
              .filter(frame -> !isTwin(frame.getClassName()))
              .toList();
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new SimulatedRun(failingVerdict, Optional.of(new Failure(reason, trace)));
    }
  }

  /** An {@code IllegalStateException} of this library's own, not one that the program throws. */
  private static boolean isMisuse(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e instanceof IllegalStateException
        && trace.length > 0
        && (isTwin(trace[0].getClassName()) || isOurs(trace[0].getClassName()));
  }

  private static boolean isTwin(String className) {
    return className.startsWith(TWIN) || className.contains("$$View");
  }

  private static boolean isOurs(String className) {
    return LIBRARY_CLASSES.contains(className) || LIBRARY.stream().anyMatch(className::startsWith);
  }
}
