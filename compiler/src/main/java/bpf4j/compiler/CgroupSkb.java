package bpf4j.compiler;

import bpf4j.compiler.context.CgroupSkbContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Programs that decide about the packets of a control group's sockets (Linux 4.10). A run that
 * fails lets the packet go on.
 */
public final class CgroupSkb {
  /** A program that decides about packets. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the packet from its network header on, and what the kernel knows of it
     * @return whether the packet goes on
     */
    boolean allow(CgroupSkbContext context);
  }

  private CgroupSkb() {}

  /**
   * Compiles a program for the packets that a control group's sockets receive, without contact to
   * the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileIngress(Program lambda) {
    return Programs.compile(ProgramKinds.CGROUP_INGRESS, lambda);
  }

  /**
   * Runs a program for the packets that a control group's sockets receive (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachIngress(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_INGRESS, cgroup, lambda);
  }

  /**
   * Compiles a program for the packets that a control group's sockets send, without contact to the
   * kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileEgress(Program lambda) {
    return Programs.compile(ProgramKinds.CGROUP_EGRESS, lambda);
  }

  /**
   * Runs a program for the packets that a control group's sockets send (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachEgress(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_EGRESS, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<CgroupSkbContext> input) {
    return Programs.simulate(
        ProgramKinds.CGROUP_INGRESS, () -> lambda.allow(input.context()) ? 1 : 0);
  }
}
