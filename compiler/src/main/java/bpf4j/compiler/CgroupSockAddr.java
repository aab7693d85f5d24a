package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SockAddr4Context;
import bpf4j.compiler.context.SockAddr6Context;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.syscall.bpf.AttachType;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Programs that see, and may replace, the addresses that a control group's sockets are given or
 * give (Linux 4.17). A run that fails allows the call.
 */
public final class CgroupSockAddr {
  /** The system calls whose addresses programs see. */
  public enum Call {
    /** {@code bind(2)}. */
    BIND(AttachType.CGROUP_INET4_BIND, AttachType.CGROUP_INET6_BIND),
    /** {@code connect(2)}. */
    CONNECT(AttachType.CGROUP_INET4_CONNECT, AttachType.CGROUP_INET6_CONNECT),
    /** {@code sendmsg(2)} over UDP (Linux 4.18). */
    SENDMSG(AttachType.CGROUP_UDP4_SENDMSG, AttachType.CGROUP_UDP6_SENDMSG),
    /** {@code recvmsg(2)} over UDP (Linux 5.2), which is always allowed. */
    RECVMSG(AttachType.CGROUP_UDP4_RECVMSG, AttachType.CGROUP_UDP6_RECVMSG),
    /** {@code getpeername(2)} (Linux 5.8), which is always allowed. */
    GETPEERNAME(AttachType.CGROUP_INET4_GETPEERNAME, AttachType.CGROUP_INET6_GETPEERNAME),
    /** {@code getsockname(2)} (Linux 5.8), which is always allowed. */
    GETSOCKNAME(AttachType.CGROUP_INET4_GETSOCKNAME, AttachType.CGROUP_INET6_GETSOCKNAME);

    private final AttachType ip4;
    private final AttachType ip6;

    Call(AttachType ip4, AttachType ip6) {
      this.ip4 = ip4;
      this.ip6 = ip6;
    }
  }

  /** A program that decides about IPv4 addresses. */
  @FunctionalInterface
  public interface Program4 extends Serializable {
    /**
     * Runs once.
     *
     * @param context the address and the socket
     * @return whether the call goes on; calls that are always allowed accept only true
     */
    boolean allow(SockAddr4Context context);
  }

  /** A program that decides about IPv6 addresses. */
  @FunctionalInterface
  public interface Program6 extends Serializable {
    /**
     * Runs once.
     *
     * @param context the address and the socket
     * @return whether the call goes on; calls that are always allowed accept only true
     */
    boolean allow(SockAddr6Context context);
  }

  private CgroupSockAddr() {}

  /**
   * Compiles a program for IPv4 addresses, without contact to the kernel.
   *
   * @param call the system call
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program4> compile4(Call call, Program4 lambda) {
    return Programs.compile(ProgramKinds.SOCK_ADDR4.attachedTo(call.ip4), lambda);
  }

  /**
   * Runs a program for the IPv4 addresses of a control group's sockets (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param call the system call
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static AttachedProgram attach4(Path cgroup, Call call, Program4 lambda) {
    return Programs.attachToCgroup(ProgramKinds.SOCK_ADDR4.attachedTo(call.ip4), cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate4(
      Program4 lambda, SimulatedContext<SockAddr4Context> input) {
    return Programs.simulate(ProgramKinds.SOCK_ADDR4, () -> lambda.allow(input.context()) ? 1 : 0);
  }

  /**
   * Compiles a program for IPv6 addresses, without contact to the kernel.
   *
   * @param call the system call
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program6> compile6(Call call, Program6 lambda) {
    return Programs.compile(ProgramKinds.SOCK_ADDR6.attachedTo(call.ip6), lambda);
  }

  /**
   * Runs a program for the IPv6 addresses of a control group's sockets (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param call the system call
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static AttachedProgram attach6(Path cgroup, Call call, Program6 lambda) {
    return Programs.attachToCgroup(ProgramKinds.SOCK_ADDR6.attachedTo(call.ip6), cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate6(
      Program6 lambda, SimulatedContext<SockAddr6Context> input) {
    return Programs.simulate(ProgramKinds.SOCK_ADDR6, () -> lambda.allow(input.context()) ? 1 : 0);
  }
}
