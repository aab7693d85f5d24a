package bpf4j.compiler;

import bpf4j.compiler.context.CgroupPostBindContext;
import bpf4j.compiler.context.CgroupSockContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Programs that see a control group's sockets made, bound and released (Linux 4.10). A run that
 * fails allows it.
 */
public final class CgroupSock {
  /** A program that decides about sockets. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the socket
     * @return whether the socket is made; of no effect when it is released
     */
    boolean allow(CgroupSockContext context);
  }

  /** A program that decides about bound sockets. */
  @FunctionalInterface
  public interface PostBind extends Serializable {
    /**
     * Runs once.
     *
     * @param context the socket
     * @return whether the socket stays bound
     */
    boolean allow(CgroupPostBindContext context);
  }

  private CgroupSock() {}

  /**
   * Compiles a program for the sockets that a control group's processes make, without contact to
   * the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileCreate(Program lambda) {
    return Programs.compile(ProgramKinds.CGROUP_SOCK_CREATE, lambda);
  }

  /**
   * Runs a program for the sockets that a control group's processes make (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachCreate(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_SOCK_CREATE, cgroup, lambda);
  }

  /**
   * Compiles a program for the sockets of a control group that are released (Linux 5.9), without
   * contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compileRelease(Program lambda) {
    return Programs.compile(ProgramKinds.CGROUP_SOCK_RELEASE, lambda);
  }

  /**
   * Runs a program for the sockets of a control group that are released (Linux 5.9) (BPF link,
   * Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachRelease(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_SOCK_RELEASE, cgroup, lambda);
  }

  /**
   * Compiles a program for the IPv4 sockets of a control group that have been bound, without
   * contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<PostBind> compilePostBind4(PostBind lambda) {
    return Programs.compile(ProgramKinds.CGROUP_POST_BIND4, lambda);
  }

  /**
   * Runs a program for the IPv4 sockets of a control group that have been bound (BPF link, Linux
   * 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachPostBind4(Path cgroup, PostBind lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_POST_BIND4, cgroup, lambda);
  }

  /**
   * Compiles a program for the IPv6 sockets of a control group that have been bound, without
   * contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<PostBind> compilePostBind6(PostBind lambda) {
    return Programs.compile(ProgramKinds.CGROUP_POST_BIND6, lambda);
  }

  /**
   * Runs a program for the IPv6 sockets of a control group that have been bound (BPF link, Linux
   * 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attachPostBind6(Path cgroup, PostBind lambda) {
    return Programs.attachToCgroup(ProgramKinds.CGROUP_POST_BIND6, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<CgroupSockContext> input) {
    return Programs.simulate(
        ProgramKinds.CGROUP_SOCK_CREATE, () -> lambda.allow(input.context()) ? 1 : 0);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulatePostBind(
      PostBind lambda, SimulatedContext<CgroupPostBindContext> input) {
    return Programs.simulate(
        ProgramKinds.CGROUP_POST_BIND4, () -> lambda.allow(input.context()) ? 1 : 0);
  }
}
