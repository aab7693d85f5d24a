package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program for TCP events ({@code BPF_PROG_TYPE_SOCK_OPS}) may do.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class TcpEvents {
  private TcpEvents() {}

  /**
   * Chooses the events that the program is called for on this connection ({@code
   * bpf_sock_ops_cb_flags_set}, Linux 4.16).
   *
   * @param flags an or of {@code BPF_SOCK_OPS_*_CB_FLAG}
   * @return 0; the flags that this kernel does not know; or a negative errno
   */
  @Helper(
      id = 59,
      name = "sock_ops_cb_flags_set",
      since = "4.16",
      callers = {ProgramType.SOCK_OPS},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long callFor(int flags) {
    return HelperTwin.number("sock_ops_cb_flags_set", flags);
  }

  /**
   * Finds an option of a TCP header ({@code bpf_load_hdr_opt}, Linux 5.10).
   *
   * @param option starts with the kind to look for, and its length or 0; takes the option
   * @param flags 1 for the one of the SYN packet that was saved ({@code BPF_LOAD_HDR_OPT_TCP_SYN}),
   *     else 0
   * @return the length copied, or a negative errno
   */
  @Helper(
      id = 142,
      name = "load_hdr_opt",
      since = "5.10",
      callers = {ProgramType.SOCK_OPS},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long loadOption(byte[] option, long flags) {
    return HelperTwin.number("load_hdr_opt", option, flags);
  }

  /**
   * Writes an option into the TCP header that is being made ({@code bpf_store_hdr_opt}, Linux
   * 5.10).
   *
   * @param option the option with its kind and length
   * @return 0, or a negative errno
   */
  @Helper(
      id = 143,
      name = "store_hdr_opt",
      since = "5.10",
      callers = {ProgramType.SOCK_OPS},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.ZERO},
      result = Result.STATUS)
  public static long storeOption(byte[] option) {
    return HelperTwin.number("store_hdr_opt", option);
  }

  /**
   * Reserves room for an option in the TCP headers to come ({@code bpf_reserve_hdr_opt}, Linux
   * 5.10).
   *
   * @param length how many bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 144,
      name = "reserve_hdr_opt",
      since = "5.10",
      callers = {ProgramType.SOCK_OPS},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long reserveOption(int length) {
    return HelperTwin.number("reserve_hdr_opt", length);
  }
}
