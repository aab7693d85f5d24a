package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.packet.EtherTyped;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * The context of programs that see a packet as a socket buffer: {@code struct __sk_buff} of {@code
 * linux/bpf.h}, and the packet itself.
 *
 * <p>Reading a context field is one instruction and cannot fail. Fields are {@code int}s that hold
 * the kernel's 32 bits. The fields here are those that every program type with this context may
 * read; beyond them, socket filters are refused {@code tc_classid}, {@code data}, {@code data_end},
 * {@code data_meta}, {@code family} to {@code local_port}, {@code tstamp}, {@code wire_len}, {@code
 * hwtstamp} and {@code tstamp_type} ({@code sk_filter_is_valid_access} in {@code
 * net/core/filter.c}).
 *
 * <p>Packet offset 0 is the first byte the program is given: the link-layer header's on a packet
 * socket, the network header's on a device without link-layer headers, and the transport header's
 * on a UDP or TCP socket of the user's. {@link #linkHeaderLength} and {@link #networkOffset} tell
 * these apart when the program is compiled, so that {@link #ip} means the same everywhere.
 */
public interface SkBuff extends EtherTyped, ProgramContext {
  /**
   * The value of {@link #networkOffset} on sockets whose packets start past the network header:
   * {@code SKF_NET_OFF} of {@code linux/filter.h}, from which the kernel counts from the network
   * header.
   */
  int NETWORK_RELATIVE = -0x100000;

  /**
   * The packet's length from {@link #offset} 0 on, paged data included.
   *
   * @return bytes
   */
  @ContextField(offset = 0, since = "4.1")
  int len();

  /**
   * Whom the packet is for.
   *
   * @return a {@link bpf4j.compiler.PacketType}
   */
  @ContextField(offset = 4, since = "4.1")
  int pktType();

  /**
   * The mark that netfilter or a socket option has set.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 8, since = "4.1")
  int mark();

  /**
   * The device queue.
   *
   * @return 0 when none was recorded
   */
  @ContextField(offset = 12, since = "4.1")
  int queueMapping();

  /**
   * What the kernel takes the packet for; below a VLAN tag that hardware has stripped.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType} in host order
   */
  @ContextField(offset = 16, since = "4.1")
  @U16
  @BigEndian
  int protocol();

  /**
   * Whether hardware has stripped a VLAN tag from the frame.
   *
   * @return 1 if so, else 0
   */
  @ContextField(offset = 20, since = "4.1")
  int vlanPresent();

  /**
   * The stripped VLAN tag: priority, DEI and VLAN id.
   *
   * @return 0 to 65,535; 0 when there is none
   */
  @ContextField(offset = 24, since = "4.1")
  int vlanTci();

  /**
   * The stripped VLAN tag's protocol.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType} in host order; 0 when there is none
   */
  @ContextField(offset = 28, since = "4.1")
  @U16
  @BigEndian
  int vlanProto();

  /**
   * The queueing priority.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  int priority();

  /**
   * The device that the packet came in by.
   *
   * @return an interface index; 0 when it was made on this host
   */
  @ContextField(offset = 36, since = "4.2")
  int ingressIfindex();

  /**
   * The device that the packet is at.
   *
   * @return an interface index; 0 when there is none
   */
  @ContextField(offset = 40, since = "4.2")
  int ifindex();

  /**
   * The traffic control index.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 44, since = "4.2")
  int tcIndex();

  /**
   * A word that programs leave for later ones on the same packet.
   *
   * @param index 0 to 4, a constant
   * @return any {@code int}
   */
  @ContextField(offset = 48, count = 5, since = "4.2")
  int cb(int index);

  /**
   * The flow hash.
   *
   * @return 0 when nobody has computed it
   */
  @ContextField(offset = 68, since = "4.3")
  int hash();

  /**
   * The receive queue's NAPI instance.
   *
   * @return 0 when the packet came by none
   */
  @ContextField(offset = 84, since = "4.12")
  int napiId();

  /**
   * How many segments the packet will be cut into.
   *
   * @return 0 when it is not a segmentation offload packet
   */
  @ContextField(offset = 164, since = "5.1")
  int gsoSegs();

  /**
   * How large those segments will be.
   *
   * @return bytes; 0 when it is not a segmentation offload packet
   */
  @ContextField(offset = 176, since = "5.7")
  int gsoSize();

  /**
   * The length of the link-layer header at the packet's start; a constant when the program is
   * compiled.
   *
   * @return bytes: 14 for Ethernet and loopback devices, 0 where packets start with another header
   */
  @Intrinsic(Intrinsic.Kind.LINK_HEADER_LENGTH)
  int linkHeaderLength();

  /**
   * Where the network header starts; a constant when the program is compiled.
   *
   * @return {@link #linkHeaderLength}, or {@link #NETWORK_RELATIVE} on the user's sockets, whose
   *     packets start with the transport header
   */
  @Intrinsic(Intrinsic.Kind.NETWORK_OFFSET)
  int networkOffset();

  /**
   * The Ethernet header.
   *
   * @return the header; fail-stop where packets do not start with one
   */
  default Ethernet ethernet() {
    PacketView.require(linkHeaderLength() == Ethernet.LENGTH);
    return view(0, Ethernet.class);
  }

  /**
   * What the packet carries: {@link #protocol}, which the kernel has taken from the link-layer
   * header where there is one, and which costs one instruction instead of a packet read.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType}
   */
  @Override
  @ContextField(offset = 16, since = "4.1")
  @U16
  @BigEndian
  int etherType();

  /**
   * Where the network header starts.
   *
   * @return {@link #networkOffset}
   */
  @Override
  @Intrinsic(Intrinsic.Kind.NETWORK_OFFSET)
  int payloadOffset();

  /**
   * An Ethernet frame for trying kernel-side code on the JVM; {@link SimulatedSkBuff} has other
   * kinds of packets and sets context fields.
   *
   * @param frame the frame from its Ethernet header on; not copied
   * @return the packet
   */
  static SkBuff of(byte[] frame) {
    return SimulatedSkBuff.frame(frame).skb();
  }
}
