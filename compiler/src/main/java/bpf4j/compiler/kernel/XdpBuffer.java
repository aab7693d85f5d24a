package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * The bytes of an XDP packet, also those that lie in further fragments.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class XdpBuffer {
  private XdpBuffer() {}

  /**
   * The packet's length, all fragments included ({@code bpf_xdp_get_buff_len}, Linux 5.18).
   *
   * @return the length
   */
  @Helper(
      id = 188,
      name = "xdp_get_buff_len",
      since = "5.18",
      callers = {ProgramType.XDP, ProgramType.TRACING},
      arguments = {Argument.CONTEXT})
  public static long length() {
    return HelperTwin.number("xdp_get_buff_len");
  }

  /**
   * Copies bytes of the packet ({@code bpf_xdp_load_bytes}, Linux 5.18).
   *
   * @param offset where from, counted from the packet's first byte
   * @param to takes them
   * @return 0, or a negative errno
   */
  @Helper(
      id = 189,
      name = "xdp_load_bytes",
      since = "5.18",
      callers = {ProgramType.XDP},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.UNINITIALIZED_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long load(int offset, byte[] to) {
    return HelperTwin.number("xdp_load_bytes", offset, to);
  }

  /**
   * Overwrites bytes of the packet ({@code bpf_xdp_store_bytes}, Linux 5.18).
   *
   * @param offset where to, counted from the packet's first byte
   * @param from the bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 190,
      name = "xdp_store_bytes",
      since = "5.18",
      callers = {ProgramType.XDP},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long store(int offset, byte[] from) {
    return HelperTwin.number("xdp_store_bytes", offset, from);
  }

  /**
   * Moves the start of the metadata in front of the packet ({@code bpf_xdp_adjust_meta}, Linux
   * 4.15).
   *
   * @param difference how many bytes; negative for more room, in steps of four
   * @return 0, or a negative errno
   */
  @Helper(
      id = 54,
      name = "xdp_adjust_meta",
      since = "4.15",
      callers = {ProgramType.XDP},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long adjustMetadata(int difference) {
    return HelperTwin.number("xdp_adjust_meta", difference);
  }
}
