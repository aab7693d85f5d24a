package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SyscallContext;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs that run when they are asked to, on memory that is handed over and back (Linux 5.14).
 * They may sleep. A run that fails returns 0.
 */
public final class SyscallProgram {
  /**
   * A program with the fields that its context declares.
   *
   * @param <C> an interface that extends {@link SyscallContext} and places fields
   */
  @FunctionalInterface
  public interface Program<C extends SyscallContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the fields
     * @return what who has run it is told
     */
    int run(C context);
  }

  private SyscallProgram() {}

  /**
   * Compiles a program, without contact to the kernel.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static <C extends SyscallContext> CompiledProgram<Program<C>> compile(Program<C> lambda) {
    return Programs.compileWithOwnContext(ProgramKinds.SYSCALL, lambda, Binding.NONE);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static <C extends SyscallContext> SimulationResult simulate(
      Program<C> lambda, SimulatedContext<C> input) {
    return Programs.simulate(ProgramKinds.SYSCALL, () -> lambda.run(input.context()));
  }
}
