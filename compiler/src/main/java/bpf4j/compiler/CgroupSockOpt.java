package bpf4j.compiler;

import bpf4j.compiler.context.GetSockOptContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SockOptContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;
import java.nio.file.Path;

/** Programs that see and change socket options (Linux 5.3). A run that fails allows the call. */
public final class CgroupSockOpt {
  /** A program that sees options set. */
  @FunctionalInterface
  public interface SetProgram extends Serializable {
    /**
     * Runs once.
     *
     * @param context the option and its value
     * @return whether the option is set
     */
    boolean allow(SockOptContext context);
  }

  /** A program that sees what options are read as. */
  @FunctionalInterface
  public interface GetProgram extends Serializable {
    /**
     * Runs once.
     *
     * @param context the option and its value
     * @return whether the call succeeds
     */
    boolean allow(GetSockOptContext context);
  }

  private CgroupSockOpt() {}

  /**
   * Compiles a program for the options that a control group's processes set, without contact to the
   * kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<SetProgram> compileSet(SetProgram lambda) {
    return Programs.compile(ProgramKinds.SETSOCKOPT, lambda);
  }

  /**
   * Runs a program for the options that a control group's processes set (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachSet(Path cgroup, SetProgram lambda) {
    return Programs.attachToCgroup(ProgramKinds.SETSOCKOPT, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulateSet(
      SetProgram lambda, SimulatedContext<SockOptContext> input) {
    return Programs.simulate(ProgramKinds.SETSOCKOPT, () -> lambda.allow(input.context()) ? 1 : 0);
  }

  /**
   * Compiles a program for the options that a control group's processes read, without contact to
   * the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<GetProgram> compileGet(GetProgram lambda) {
    return Programs.compile(ProgramKinds.GETSOCKOPT, lambda);
  }

  /**
   * Runs a program for the options that a control group's processes read (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachGet(Path cgroup, GetProgram lambda) {
    return Programs.attachToCgroup(ProgramKinds.GETSOCKOPT, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulateGet(
      GetProgram lambda, SimulatedContext<GetSockOptContext> input) {
    return Programs.simulate(ProgramKinds.GETSOCKOPT, () -> lambda.allow(input.context()) ? 1 : 0);
  }
}
