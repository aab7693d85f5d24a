package bpf4j.compiler;

import bpf4j.compiler.context.ResultContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelPlace;
import java.io.Serializable;

/**
 * Programs at the return of functions of the kernel, called by a trampoline: they see what the
 * function returns, and the arguments that it was called with (Linux 5.5; functions of modules
 * 5.11; 64-bit ARM 6.0). For the entry see {@link Fentry}.
 *
 * <pre>{@code
 * var reads = Fexit.attach("vfs_read", call -> sizes.record(call.returnValue()));
 * }</pre>
 */
public final class Fexit {
  /**
   * A program with the arguments that its context declares.
   *
   * @param <C> {@link ResultContext}, or an interface that extends it and names arguments
   */
  @FunctionalInterface
  public interface Program<C extends ResultContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the function's arguments and its result
     */
    void hit(C context);
  }

  private Fexit() {}

  /**
   * Compiles a program for a function. Its arguments are looked up in the running kernel's types;
   * nothing is loaded.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param function its name, of the kernel or of a loaded module
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program, or its context names an
   *     argument that the function does not have
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such function
   */
  public static <C extends ResultContext> CompiledProgram<Program<C>> compile(
      String function, Program<C> lambda) {
    return PlacePrograms.compile(ProgramKinds.FEXIT, KernelPlace.function(function), lambda);
  }

  /**
   * Runs a program whenever a function is left.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param function its name, of the kernel or of a loaded module
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, its context names an
   *     argument that the function does not have, or the kernel has no such programs there
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such function
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static <C extends ResultContext> AttachedProgram attach(
      String function, Program<C> lambda) {
    return attach(function, 0, lambda);
  }

  /**
   * As {@link #attach(String, Program)}, with a number for the program ({@code
   * bpf_get_attach_cookie}, Linux 5.19).
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param function its name, of the kernel or of a loaded module
   * @param cookie what {@link bpf4j.compiler.kernel.Tracing#cookie} returns; 0 for none
   * @param lambda the program
   * @return the running program, to be closed
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no cookies there
   */
  public static <C extends ResultContext> AttachedProgram attach(
      String function, long cookie, Program<C> lambda) {
    return PlacePrograms.attach(ProgramKinds.FEXIT, KernelPlace.function(function), cookie, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static <C extends ResultContext> SimulationResult simulate(
      Program<C> lambda, SimulatedContext<C> input) {
    return Programs.simulate(
        ProgramKinds.FEXIT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
