package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program attached to a route may do.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class LightweightTunnel {
  private LightweightTunnel() {}

  /**
   * Encapsulates the packet ({@code bpf_lwt_push_encap}, Linux 4.18).
   *
   * @param type 0 for segment routing, 1 for that in a new IPv6 header, 2 for an IP header ({@code
   *     BPF_LWT_ENCAP_*})
   * @param header the header
   * @return 0, or a negative errno
   */
  @Helper(
      id = 73,
      name = "lwt_push_encap",
      since = "4.18",
      callers = {ProgramType.LWT_IN, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long pushHeader(int type, byte[] header) {
    return HelperTwin.number("lwt_push_encap", type, header);
  }

  /**
   * Writes into the segment routing header: its flags, tag and options ({@code
   * bpf_lwt_seg6_store_bytes}, Linux 4.18).
   *
   * @param offset where to, counted from the packet's first byte
   * @param from the bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 74,
      name = "lwt_seg6_store_bytes",
      since = "4.18",
      callers = {ProgramType.LWT_SEG6LOCAL},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long store(int offset, byte[] from) {
    return HelperTwin.number("lwt_seg6_store_bytes", offset, from);
  }

  /**
   * Adds or removes room for options of the segment routing header ({@code
   * bpf_lwt_seg6_adjust_srh}, Linux 4.18).
   *
   * @param offset where, counted from the packet's first byte
   * @param difference how many bytes; negative to remove
   * @return 0, or a negative errno
   */
  @Helper(
      id = 75,
      name = "lwt_seg6_adjust_srh",
      since = "4.18",
      callers = {ProgramType.LWT_SEG6LOCAL},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long adjust(int offset, int difference) {
    return HelperTwin.number("lwt_seg6_adjust_srh", offset, difference);
  }

  /**
   * Performs an action of segment routing ({@code bpf_lwt_seg6_action}, Linux 4.18).
   *
   * @param action {@code SEG6_LOCAL_ACTION_*}
   * @param parameter its parameter
   * @return 0, or a negative errno
   */
  @Helper(
      id = 76,
      name = "lwt_seg6_action",
      since = "4.18",
      callers = {ProgramType.LWT_SEG6LOCAL},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long act(int action, byte[] parameter) {
    return HelperTwin.number("lwt_seg6_action", action, parameter);
  }
}
