package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SockOpsContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;
import java.nio.file.Path;

/** Programs that follow the TCP connections of a control group's sockets (Linux 4.13). */
public final class SockOps {
  /** A program that is told of events. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context what has happened
     */
    void event(SockOpsContext context);
  }

  private SockOps() {}

  /**
   * Compiles a program for the TCP connections of a control group's sockets, without contact to the
   * kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.SOCK_OPS, lambda);
  }

  /**
   * Runs a program for the TCP connections of a control group's sockets (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attach(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.SOCK_OPS, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<SockOpsContext> input) {
    return Programs.simulate(
        ProgramKinds.SOCK_OPS, () -> Programs.run(() -> lambda.event(input.context()), 1));
  }
}
