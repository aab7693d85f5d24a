package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Options of the socket that the program runs for.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class SocketOptions {
  private SocketOptions() {}

  /**
   * Sets an option, as {@code setsockopt(2)} does ({@code bpf_setsockopt}, Linux 4.13).
   *
   * @param level such as {@code SOL_SOCKET} 1 or {@code IPPROTO_TCP} 6
   * @param option the option's number
   * @param value its value in host order
   * @return 0, or a negative errno
   */
  @Helper(
      id = 49,
      name = "setsockopt",
      since = "4.13",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "5.15"),
        @Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.8"),
        @Since(programType = ProgramType.LSM, kernel = "6.0")
      },
      callers = {
        ProgramType.SOCK_OPS,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT,
        ProgramType.LSM
      },
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.VALUE,
        Argument.MEMORY,
        Argument.SIZE
      },
      result = Result.STATUS)
  public static long set(int level, int option, byte[] value) {
    return HelperTwin.number("setsockopt", level, option, value);
  }

  /**
   * Reads an option, as {@code getsockopt(2)} does ({@code bpf_getsockopt}, Linux 4.15).
   *
   * @param level such as {@code SOL_SOCKET} 1 or {@code IPPROTO_TCP} 6
   * @param option the option's number
   * @param value takes its value in host order
   * @return 0, or a negative errno
   */
  @Helper(
      id = 57,
      name = "getsockopt",
      since = "4.15",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SOCKOPT, kernel = "5.15"),
        @Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.8"),
        @Since(programType = ProgramType.LSM, kernel = "6.0")
      },
      callers = {
        ProgramType.SOCK_OPS,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT,
        ProgramType.LSM
      },
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.VALUE,
        Argument.UNINITIALIZED_MEMORY,
        Argument.SIZE
      },
      result = Result.STATUS)
  public static long get(int level, int option, byte[] value) {
    return HelperTwin.number("getsockopt", level, option, value);
  }

  /**
   * Binds a socket that is about to connect to an address ({@code bpf_bind}, Linux 4.17).
   *
   * @param address {@code struct sockaddr_in} or {@code sockaddr_in6}
   * @return 0, or a negative errno
   */
  @Helper(
      id = 64,
      name = "bind",
      since = "4.17",
      callers = {ProgramType.CGROUP_SOCK_ADDR},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long bind(byte[] address) {
    return HelperTwin.number("bind", address);
  }
}
