package bpf4j.compiler;

import bpf4j.compiler.context.KprobeContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/** Programs at the entry or end of kernel and user functions (Linux 4.1). */
public final class Kprobe {
  /** A program that is told when the function is entered or left. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the registers
     */
    void hit(KprobeContext context);
  }

  private Kprobe() {}

  /**
   * Compiles a program for a function, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.KPROBE, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<KprobeContext> input) {
    return Programs.simulate(
        ProgramKinds.KPROBE, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
