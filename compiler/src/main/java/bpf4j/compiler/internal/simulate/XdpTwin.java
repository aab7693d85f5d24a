package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.packet.Ethernet;
import bpf4j.compiler.packet.PacketView;

/**
 * What the helpers of XDP programs do on the JVM, with the room that a frame has in {@code
 * BPF_PROG_TEST_RUN}.
 */
public final class XdpTwin {
  /** {@code XDP_PACKET_HEADROOM} without the {@code struct xdp_frame} that is kept at its start. */
  public static final int HEADROOM = 256 - 40;

  private static final int EINVAL = 22;
  private static final int PAGE = 4096;
  private static final int PACKET_HEADROOM = 256;

  /** {@code struct skb_shared_info}, rounded up to cache lines. */
  private static final int SHARED_INFO = 320;

  private XdpTwin() {}

  /** How many bytes a frame may grow at its end. */
  public static int tailroom(int length) {
    return Math.max(0, PAGE - PACKET_HEADROOM - SHARED_INFO - length);
  }

  public static int adjustHead(PacketView context, int delta) {
    return SimulatedView.packetOf(context).moveStart(delta, Ethernet.LENGTH) ? 0 : -EINVAL;
  }

  public static int adjustTail(PacketView context, int delta) {
    return SimulatedView.packetOf(context).moveEnd(delta, Ethernet.LENGTH) ? 0 : -EINVAL;
  }

  /** Nothing is sent anywhere on the JVM; the device is only checked to be one. */
  public static void redirect(PacketView context, int ifindex) {
    SimulatedView.packetOf(context);
  }
}
