package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.SkMsgContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs that a socket map runs on what its sockets send (Linux 4.17). A run that fails lets the
 * message pass.
 */
public final class SkMsg {
  /** A program that decides about messages. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context what has happened
     * @return what becomes of the message; null fails
     */
    SkAction verdict(SkMsgContext context);
  }

  private SkMsg() {}

  /**
   * Compiles a program for a socket map, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.SK_MSG, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<SkMsgContext> input) {
    return Programs.simulate(
        ProgramKinds.SK_MSG, () -> Simulation.ordinal(lambda.verdict(input.context())));
  }
}
