package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelPlace;
import java.io.Serializable;

/**
 * Programs at the entry of functions of the kernel, called by a trampoline: the cheapest way, with
 * arguments whose types are known (Linux 5.5; functions of modules 5.11; 64-bit ARM 6.0). For the
 * return see {@link Fexit}; for kernels and functions without trampolines {@link Kprobe}.
 *
 * <pre>{@code
 * interface Connect extends TracingContext { Sock sk(); }
 *
 * try (var ports = BpfMaps.hash(Integer.class, Long.class, 1024);
 *     var connects = Fentry.attach("tcp_connect", (Connect c) -> ports.add(c.sk().port(), 1))) {
 *   connects.await(Duration.ofSeconds(60));
 * }
 * }</pre>
 */
public final class Fentry {
  /**
   * A program with the arguments that its context declares.
   *
   * @param <C> {@link TracingContext}, or an interface that extends it and names arguments
   */
  @FunctionalInterface
  public interface Program<C extends TracingContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the function's arguments
     */
    void hit(C context);
  }

  private Fentry() {}

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
  public static <C extends TracingContext> CompiledProgram<Program<C>> compile(
      String function, Program<C> lambda) {
    return PlacePrograms.compile(ProgramKinds.FENTRY, KernelPlace.function(function), lambda);
  }

  /**
   * Runs a program whenever a function is entered.
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
  public static <C extends TracingContext> AttachedProgram attach(
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
  public static <C extends TracingContext> AttachedProgram attach(
      String function, long cookie, Program<C> lambda) {
    return PlacePrograms.attach(
        ProgramKinds.FENTRY, KernelPlace.function(function), cookie, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static <C extends TracingContext> SimulationResult simulate(
      Program<C> lambda, SimulatedContext<C> input) {
    return Programs.simulate(
        ProgramKinds.FENTRY, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
