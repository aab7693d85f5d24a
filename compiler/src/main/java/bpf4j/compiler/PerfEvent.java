package bpf4j.compiler;

import bpf4j.compiler.context.PerfEventContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/** Programs that run when a perf event overflows (Linux 4.9). */
public final class PerfEvent {
  /** A program that samples. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the registers and the event
     */
    void sample(PerfEventContext context);
  }

  private PerfEvent() {}

  /**
   * Compiles a program for a perf event, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.PERF_EVENT, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<PerfEventContext> input) {
    return Programs.simulate(
        ProgramKinds.PERF_EVENT, () -> Programs.run(() -> lambda.sample(input.context()), 0));
  }
}
