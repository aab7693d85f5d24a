package bpf4j.compiler;

import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.internal.simulate.SimulatedRun;
import java.util.function.LongSupplier;

/** Runs of programs on the JVM, as their callers see them. */
final class Simulation {
  private Simulation() {}

  /**
   * Runs a program.
   *
   * @param failingVerdict what a failing run returns
   */
  static SimulationResult run(LongSupplier program, long failingVerdict) {
    SimulatedRun run = SimulatedRun.of(program, failingVerdict);
    return new SimulationResult(run.verdict(), run.failure().map(Simulation::toFailure));
  }

  /** The number of a verdict; null fails, at no line in particular. */
  static int ordinal(Enum<?> verdict) {
    if (verdict == null) {
      FailStopException failure = new FailStopException("null verdict");
      failure.setStackTrace(new StackTraceElement[0]);
      throw failure;
    }
    return verdict.ordinal();
  }

  private static Failure toFailure(SimulatedRun.Failure failure) {
    return failure
        .line()
        .map(
            frame ->
                new Failure(
                    frame.getFileName(), Math.max(frame.getLineNumber(), 0), failure.reason(), 1))
        .orElseGet(() -> new Failure(null, 0, failure.reason(), 1));
  }
}
