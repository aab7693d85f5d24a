package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelPlace;
import java.io.Serializable;

/**
 * Programs at tracepoints, with the arguments as the kernel passes them and of known types (Linux
 * 5.5): as cheap as a {@link RawTracepoint}, and structs are read without helpers.
 *
 * <pre>{@code
 * interface Switch extends TracingContext { Task prev(); Task next(); }
 *
 * var switches = BtfTracepoint.attach("sched_switch", (Switch s) -> counts.add(s.next().pid(), 1));
 * }</pre>
 *
 * <p>Arguments have the names that the kernel's source gives them ({@code TP_PROTO}); before Linux
 * 5.10 they have none, and are taken by {@code arg(n)}.
 */
public final class BtfTracepoint {
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
     * @param context the tracepoint's arguments
     */
    void hit(C context);
  }

  private BtfTracepoint() {}

  /**
   * Compiles a program for a tracepoint. Its arguments are looked up in the running kernel's types;
   * nothing is loaded.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name its name without a group, such as {@code sched_switch}
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program, or its context names an
   *     argument that the tracepoint does not have
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if there is no such tracepoint
   */
  public static <C extends TracingContext> CompiledProgram<Program<C>> compile(
      String name, Program<C> lambda) {
    return PlacePrograms.compile(ProgramKinds.BTF_TRACEPOINT, KernelPlace.tracepoint(name), lambda);
  }

  /**
   * Runs a program whenever a tracepoint is passed.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name its name without a group, such as {@code sched_switch}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, its context names an
   *     argument that the tracepoint does not have, or the kernel has no such programs there
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if there is no such tracepoint
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static <C extends TracingContext> AttachedProgram attach(String name, Program<C> lambda) {
    return attach(name, 0, lambda);
  }

  /**
   * As {@link #attach(String, Program)}, with a number for the program ({@code
   * bpf_get_attach_cookie}, Linux 6.10).
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name its name without a group, such as {@code sched_switch}
   * @param cookie what {@link bpf4j.compiler.kernel.Tracing#cookie} returns; 0 for none
   * @param lambda the program
   * @return the running program, to be closed
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no cookies there
   */
  public static <C extends TracingContext> AttachedProgram attach(
      String name, long cookie, Program<C> lambda) {
    return PlacePrograms.attach(
        ProgramKinds.BTF_TRACEPOINT, KernelPlace.tracepoint(name), cookie, lambda);
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
        ProgramKinds.BTF_TRACEPOINT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
