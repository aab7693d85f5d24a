package bpf4j.compiler;

import bpf4j.compiler.context.LwtContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs of lightweight tunnels, which routes run on their packets (Linux 4.10). They are pinned
 * and attached by {@code ip route … encap bpf}. A run that fails lets the packet go on.
 */
public final class Lwt {
  /** A program that decides about packets. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the packet from its network header on
     * @return {@link LwtContext#OK}, {@link LwtContext#DROP}, {@link LwtContext#REDIRECT} or {@link
     *     LwtContext#REROUTE}
     */
    int verdict(LwtContext context);
  }

  private Lwt() {}

  /**
   * Compiles a program for packets that come in, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileIn(Program lambda) {
    return Programs.compile(ProgramKinds.LWT_IN, lambda);
  }

  /**
   * Compiles a program for packets that go out, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileOut(Program lambda) {
    return Programs.compile(ProgramKinds.LWT_OUT, lambda);
  }

  /**
   * Compiles a program for packets about to be sent, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileXmit(Program lambda) {
    return Programs.compile(ProgramKinds.LWT_XMIT, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<LwtContext> input) {
    return Programs.simulate(ProgramKinds.LWT_XMIT, () -> lambda.verdict(input.context()));
  }
}
