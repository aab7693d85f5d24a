package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * SYN cookies, made and checked without a listening socket at hand.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class SynCookies {
  private SynCookies() {}

  /**
   * A cookie for a SYN packet ({@code bpf_tcp_raw_gen_syncookie_ipv4}, Linux 6.0, GPL-only).
   *
   * @param ip the IPv4 header, 20 bytes
   * @param tcp the TCP header with its options
   * @return the cookie in the lower 32 bits, the segment size above; or a negative errno
   */
  @Helper(
      id = 204,
      name = "tcp_raw_gen_syncookie_ipv4",
      since = "6.0",
      callers = {ProgramType.SCHED_CLS, ProgramType.XDP},
      gplOnly = true,
      arguments = {Argument.MEMORY, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long makeIpv4(byte[] ip, byte[] tcp) {
    return HelperTwin.number("tcp_raw_gen_syncookie_ipv4", ip, tcp);
  }

  /**
   * A cookie for a SYN packet ({@code bpf_tcp_raw_gen_syncookie_ipv6}, Linux 6.0, GPL-only).
   *
   * @param ip the IPv6 header, 40 bytes
   * @param tcp the TCP header with its options
   * @return the cookie in the lower 32 bits, the segment size above; or a negative errno
   */
  @Helper(
      id = 205,
      name = "tcp_raw_gen_syncookie_ipv6",
      since = "6.0",
      callers = {ProgramType.SCHED_CLS, ProgramType.XDP},
      gplOnly = true,
      arguments = {Argument.MEMORY, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long makeIpv6(byte[] ip, byte[] tcp) {
    return HelperTwin.number("tcp_raw_gen_syncookie_ipv6", ip, tcp);
  }

  /**
   * Whether an ACK packet bears a valid cookie ({@code bpf_tcp_raw_check_syncookie_ipv4}, Linux
   * 6.0, GPL-only).
   *
   * @param ip the IPv4 header, 20 bytes
   * @param tcp the TCP header, 20 bytes
   * @return 0 if so, or a negative errno
   */
  @Helper(
      id = 206,
      name = "tcp_raw_check_syncookie_ipv4",
      since = "6.0",
      callers = {ProgramType.SCHED_CLS, ProgramType.XDP},
      gplOnly = true,
      arguments = {Argument.MEMORY, Argument.MEMORY},
      result = Result.STATUS)
  public static long checkIpv4(byte[] ip, byte[] tcp) {
    return HelperTwin.number("tcp_raw_check_syncookie_ipv4", ip, tcp);
  }

  /**
   * Whether an ACK packet bears a valid cookie ({@code bpf_tcp_raw_check_syncookie_ipv6}, Linux
   * 6.0, GPL-only).
   *
   * @param ip the IPv6 header, 40 bytes
   * @param tcp the TCP header, 20 bytes
   * @return 0 if so, or a negative errno
   */
  @Helper(
      id = 207,
      name = "tcp_raw_check_syncookie_ipv6",
      since = "6.0",
      callers = {ProgramType.SCHED_CLS, ProgramType.XDP},
      gplOnly = true,
      arguments = {Argument.MEMORY, Argument.MEMORY},
      result = Result.STATUS)
  public static long checkIpv6(byte[] ip, byte[] tcp) {
    return HelperTwin.number("tcp_raw_check_syncookie_ipv6", ip, tcp);
  }
}
