package bpf4j.compiler.internal.load;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.internal.frontend.LibraryFrames;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Runs a program on the JVM: what Java throws there is what ends a run in the kernel. */
public final class Simulation {
  private Simulation() {}

  public static <C> SimulationResult run(C context, Consumer<C> program, long defaultVerdict) {
    return decide(
        context,
        c -> {
          program.accept(c);
          return defaultVerdict;
        },
        defaultVerdict);
  }

  /** Runs a program that decides. */
  public static <C> SimulationResult decide(
      C context, ToLongFunction<C> program, long defaultVerdict) {
    try {
      return new SimulationResult(program.applyAsLong(context), Optional.empty());
    } catch (RuntimeException e) {
      return new SimulationResult(defaultVerdict, Optional.of(failure(e)));
    }
  }

  private static Failure failure(RuntimeException e) {
    for (StackTraceElement element : e.getStackTrace()) {
      if (!LibraryFrames.contains(element.getClassName())) {
        return new Failure(
            element.getFileName(), Math.max(element.getLineNumber(), 0), e.toString(), 1);
      }
    }
    return new Failure(null, 0, e.toString(), 1);
  }
}
