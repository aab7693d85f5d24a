package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/** Programs at tracepoints, with the fields that the tracepoint records (Linux 4.7). */
public final class Tracepoint {
  /**
   * A program with the fields that its context declares.
   *
   * @param <C> an interface that extends {@link TracepointContext} and places fields
   */
  @FunctionalInterface
  public interface Program<C extends TracepointContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the fields
     */
    void hit(C context);
  }

  private Tracepoint() {}

  /**
   * Compiles a program, without contact to the kernel.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static <C extends TracepointContext> CompiledProgram<Program<C>> compile(
      Program<C> lambda) {
    return Programs.compileWithOwnContext(ProgramKinds.TRACEPOINT, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static <C extends TracepointContext> SimulationResult simulate(
      Program<C> lambda, SimulatedContext<C> input) {
    return Programs.simulate(
        ProgramKinds.TRACEPOINT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
