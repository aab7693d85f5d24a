package bpf4j.compiler;

import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.SkReuseportContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs that select a socket of a group that shares a port (Linux 4.19). A run that fails leaves
 * the choice to the kernel.
 */
public final class SkReuseport {
  /** A program that selects. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the packet from its UDP or TCP header on
     * @return whether the packet is delivered; null fails
     */
    SkAction select(SkReuseportContext context);
  }

  private SkReuseport() {}

  /**
   * Compiles a program that selects a socket, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.SK_REUSEPORT, lambda);
  }
}
