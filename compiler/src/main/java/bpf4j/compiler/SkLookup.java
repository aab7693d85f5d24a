package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.SkLookupContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs that select the socket of an incoming connection or datagram, whatever address it is for
 * (Linux 5.9). A run that fails leaves the choice to the kernel.
 */
public final class SkLookup {
  /** A program that selects. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context what has happened
     * @return whether the packet is delivered; null fails
     */
    SkAction select(SkLookupContext context);
  }

  private SkLookup() {}

  /**
   * Compiles a program that selects a socket, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.SK_LOOKUP, lambda);
  }

  /**
   * Runs a program for what comes in in this process's network namespace (BPF link, Linux 5.9).
   *
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static AttachedProgram attach(Program lambda) {
    return Programs.attachToNetworkNamespace(ProgramKinds.SK_LOOKUP, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<SkLookupContext> input) {
    return Programs.simulate(
        ProgramKinds.SK_LOOKUP, () -> Simulation.ordinal(lambda.select(input.context())));
  }
}
