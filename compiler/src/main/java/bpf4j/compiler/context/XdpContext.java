package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.simulate.XdpTwin;
import bpf4j.compiler.packet.EtherTyped;
import bpf4j.compiler.packet.Ethernet;

/**
 * The context of XDP programs: {@code struct xdp_md} of {@code linux/bpf.h}, and the frame itself,
 * from its Ethernet header on.
 *
 * <p>The frame is read and written where it lies, in one instruction each after a check of its end;
 * the compiler asks for the end of all that is read next at once, and not again. Frames are whole
 * in one piece: programs here do not take those of several fragments ({@code BPF_F_XDP_HAS_FRAGS}),
 * which only devices with packets larger than a page have.
 */
public interface XdpContext extends EtherTyped, ProgramContext {
  /**
   * The frame's length.
   *
   * @return bytes, without frame check sequence
   */
  @Intrinsic(Intrinsic.Kind.LENGTH)
  int len();

  /**
   * The device that the frame came in by.
   *
   * @return an interface index
   */
  @ContextField(offset = 12, since = "4.16")
  int ingressIfindex();

  /**
   * The receive queue that the frame came in by.
   *
   * @return 0 or more
   */
  @ContextField(offset = 16, since = "4.16")
  int rxQueueIndex();

  /**
   * The Ethernet header.
   *
   * @return the header
   */
  default Ethernet ethernet() {
    return view(0, Ethernet.class);
  }

  /**
   * What the frame carries; read from the Ethernet header, so a VLAN tag that hardware has not
   * stripped shows.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType}; fail-stop in frames of less than 14 bytes
   */
  @Override
  default int etherType() {
    return u16(Ethernet.LENGTH - Short.BYTES);
  }

  @Override
  default int payloadOffset() {
    return Ethernet.LENGTH;
  }

  /**
   * Moves the frame's first byte ({@code bpf_xdp_adjust_head}, Linux 4.10). Offset 0 is the new
   * first byte afterwards, for headers taken before too; what a grown frame begins with is
   * undefined until it is written.
   *
   * @param delta bytes; negative to grow at the front
   * @return 0, or a negative errno: there is no room, or fewer than 14 bytes would be left
   */
  @Helper(
      id = 44,
      name = "xdp_adjust_head",
      since = "4.10",
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  default int adjustHead(int delta) {
    return XdpTwin.adjustHead(this, delta);
  }

  /**
   * Moves the frame's end ({@code bpf_xdp_adjust_tail}, Linux 4.18; growing 5.8). Bytes that come
   * in are zero.
   *
   * @param delta bytes; negative to shrink
   * @return 0, or a negative errno: there is no room, or fewer than 14 bytes would be left
   */
  @Helper(
      id = 65,
      name = "xdp_adjust_tail",
      since = "4.18",
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  default int adjustTail(int delta) {
    return XdpTwin.adjustTail(this, delta);
  }

  /**
   * Says that the frame be sent out by another device ({@code bpf_redirect}, Linux 4.4; XDP 4.14),
   * to be followed by the verdict {@link XdpAction#REDIRECT}.
   *
   * @param ifindex the device's interface index
   */
  @Helper(
      id = 23,
      name = "redirect",
      since = "4.14",
      arguments = {Argument.VALUE, Argument.ZERO},
      result = Result.VOID)
  default void redirect(int ifindex) {
    XdpTwin.redirect(this, ifindex);
  }
}
