package bpf4j.compiler;

import bpf4j.compiler.context.RawTracepointContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.TracepointAttacher;
import java.io.Serializable;

/** Programs at tracepoints, with the arguments as the kernel passes them (Linux 4.17). */
public final class RawTracepoint {
  /** A program that is told when the tracepoint is passed. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the tracepoint's arguments
     */
    void hit(RawTracepointContext context);
  }

  private RawTracepoint() {}

  /**
   * Compiles a program for a tracepoint, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.RAW_TRACEPOINT, lambda);
  }

  /**
   * Runs a program at a tracepoint.
   *
   * @param name such as {@code sched_switch}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if there is no such tracepoint, or privileges are
   *     missing
   */
  public static AttachedProgram attach(String name, Program lambda) {
    return AttachedProgram.of(
        compile(lambda).load(), program -> TracepointAttacher.attachRaw(program, name, 0));
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<RawTracepointContext> input) {
    return Programs.simulate(
        ProgramKinds.RAW_TRACEPOINT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
