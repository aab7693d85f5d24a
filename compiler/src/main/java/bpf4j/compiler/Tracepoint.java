package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.TracepointAttacher;
import bpf4j.perf.tracepoint.TracepointFormat;
import bpf4j.perf.tracepoint.TracepointName;
import bpf4j.perf.tracepoint.Tracepoints;
import java.io.Serializable;

/** Programs at tracepoints, with the fields that the tracepoint records (Linux 4.7). */
public final class Tracepoint {
  /**
   * A program with the fields that its context declares.
   *
   * @param <C> an interface that extends {@link TracepointContext} and names fields
   */
  @FunctionalInterface
  public interface Program<C extends TracepointContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the fields
     */
    void hit(C context);
  }

  private Tracepoint() {}

  /**
   * Compiles a program that places its fields itself, by {@link
   * bpf4j.compiler.declare.ContextField}, without contact to the kernel.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static <C extends TracepointContext> CompiledProgram<Program<C>> compile(
      Program<C> lambda) {
    return Programs.compileWithOwnContext(ProgramKinds.TRACEPOINT, lambda, Binding.NONE);
  }

  /**
   * Compiles a program for a tracepoint. Its fields are looked up in the running kernel; nothing is
   * loaded.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name the tracepoint, such as {@code sched:sched_switch}
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program, or its context names a
   *     field that the tracepoint does not record
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if this kernel has no such tracepoint
   * @throws bpf4j.syscall.SyscallException if the tracing file system may not be looked at
   */
  public static <C extends TracepointContext> CompiledProgram<Program<C>> compile(
      String name, Program<C> lambda) {
    TracepointName tracepoint = TracepointName.parse(name);
    return compile(tracepoint, Tracepoints.format(tracepoint), lambda);
  }

  /**
   * Compiles a program for a tracepoint of which the format is known, without contact to the
   * kernel.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name the tracepoint
   * @param format what it records
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program, or its context names a
   *     field that the tracepoint does not record
   */
  public static <C extends TracepointContext> CompiledProgram<Program<C>> compile(
      TracepointName name, TracepointFormat format, Program<C> lambda) {
    return Programs.compileWithOwnContext(
        ProgramKinds.TRACEPOINT, lambda, new Binding.AtTracepoint(name, format));
  }

  /**
   * Runs a program at a tracepoint, for all processes.
   *
   * <pre>{@code
   * interface SchedSwitch extends TracepointContext { int prev_pid(); int next_pid(); }
   *
   * try (var switches = Tracepoint.attach("sched:sched_switch", (SchedSwitch sw) -> {
   *   if (sw.prev_pid() == 0) idle.add(0, 1);
   * })) {
   *   switches.await(Duration.ofSeconds(5));
   * }
   * }</pre>
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name the tracepoint, such as {@code sched:sched_switch}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, or its context names a
   *     field that the tracepoint does not record
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if this kernel has no such tracepoint
   * @throws bpf4j.syscall.SyscallException if privileges are missing
   */
  public static <C extends TracepointContext> AttachedProgram attach(
      String name, Program<C> lambda) {
    return attach(name, 0, lambda);
  }

  /**
   * As {@link #attach(String, Program)}, with a number for the program ({@code
   * bpf_get_attach_cookie}, Linux 5.15).
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param name the tracepoint
   * @param cookie what {@link bpf4j.compiler.kernel.Tracing#cookie} returns; 0 for none
   * @param lambda the program
   * @return the running program, to be closed
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no cookies
   */
  public static <C extends TracepointContext> AttachedProgram attach(
      String name, long cookie, Program<C> lambda) {
    TracepointName tracepoint = TracepointName.parse(name);
    TracepointFormat format = Tracepoints.format(tracepoint);
    return AttachedProgram.of(
        compile(tracepoint, format, lambda).load(),
        program -> TracepointAttacher.attach(program, tracepoint, format, cookie));
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static <C extends TracepointContext> SimulationResult simulate(
      Program<C> lambda, SimulatedContext<C> input) {
    return Programs.simulate(
        ProgramKinds.TRACEPOINT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
