package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;

/**
 * An IPv6 header (RFC 8200) with its extension headers.
 *
 * <pre>
 *  0               1               2               3
 * +-------+---------------+---------------------------------------+
 * |version| trafficClass  |               flowLabel               |
 * +-------+---------------+-------+---------------+---------------+
 * |         payloadLength         |  nextHeader   |   hopLimit    |
 * +-------------------------------+---------------+---------------+
 * |                        source, 16 bytes                       |
 * +---------------------------------------------------------------+
 * |                     destination, 16 bytes                     |
 * +---------------------------------------------------------------+
 * |                  extension headers, 8 bytes or more each      …
 * </pre>
 *
 * <p>{@link #upperLayer} and the methods on top of it walk up to {@value #MAX_EXTENSIONS} extension
 * headers: hop-by-hop options, routing, destination options, fragment and authentication. Anything
 * else, ESP among it, is an upper layer. What lies behind a fragment header with an offset is no
 * upper-layer header: {@code udp()}, {@code tcp()} and {@code icmp()} fail-stop on such packets,
 * and their {@code …OrNull} forms return null.
 */
@Header(size = Ipv6.LENGTH)
public interface Ipv6 extends PacketView {
  /** The header's length in bytes, without extension headers. */
  int LENGTH = 40;

  /** How many extension headers are walked; a packet with more fail-stops. */
  int MAX_EXTENSIONS = 8;

  /**
   * What a packet carries behind its extension headers.
   *
   * @param protocol an {@link IpProtocol}
   * @param offset where it starts, in bytes from the IPv6 header's start
   * @param fragmentOffset where this fragment belongs in the payload, in units of 8 bytes; 0 in
   *     unfragmented packets and first fragments
   */
  record UpperLayer(int protocol, int offset, int fragmentOffset) {
    /**
     * Whether a header of the protocol starts at {@link #offset}.
     *
     * @param protocol an {@link IpProtocol}
     * @return true when the protocol matches and this is no later fragment
     */
    public boolean starts(int protocol) {
      return this.protocol == protocol && fragmentOffset == 0;
    }
  }

  /**
   * The version.
   *
   * @return 6 unless malformed
   */
  @Bits(at = 0, width = 4)
  int version();

  /**
   * Differentiated services code point and congestion notification.
   *
   * @return 0 to 255
   */
  @Bits(at = 4, width = 8)
  int trafficClass();

  /**
   * What the packets of one flow have in common.
   *
   * @return 0 to 1,048,575
   */
  @Bits(at = 12, width = 20)
  int flowLabel();

  /**
   * The length of all that follows this header, extension headers included.
   *
   * @return bytes, 0 to 65,535; 0 in jumbograms
   */
  @At(4)
  @U16
  int payloadLength();

  /**
   * What follows this header directly; with extension headers not yet the payload, see {@link
   * #upperLayer}.
   *
   * @return an {@link IpProtocol}
   */
  @At(6)
  @U8
  int nextHeader();

  /**
   * How many routers the packet may yet pass.
   *
   * @return 0 to 255
   */
  @At(7)
  @U8
  int hopLimit();

  /**
   * The sender's address.
   *
   * @return the address
   */
  @At(8)
  Ipv6Address source();

  /**
   * The receiver's address.
   *
   * @return the address
   */
  @At(24)
  Ipv6Address destination();

  /**
   * Walks the extension headers: two bytes are read of each, and a fragment header's offset.
   *
   * @return what follows them; fail-stop when there are more than {@value #MAX_EXTENSIONS}
   */
  default UpperLayer upperLayer() {
    int protocol = nextHeader();
    int at = LENGTH;
    int fragmentOffset = 0;
    for (int i = 0; i < MAX_EXTENSIONS && fragmentOffset == 0 && isExtension(protocol); i++) {
      int length = u8(at + 1);
      if (protocol == IpProtocol.IPV6_FRAGMENT) {
        length = 8;
        fragmentOffset = u16(at + 2) >>> 3;
      } else if (protocol == IpProtocol.AH) {
        length = (length + 2) << 2;
      } else {
        length = (length + 1) << 3;
      }
      protocol = u8(at);
      at += length;
    }
    PacketView.require(fragmentOffset != 0 || !isExtension(protocol));
    return new UpperLayer(protocol, at, fragmentOffset);
  }

  /**
   * The UDP header.
   *
   * @return the view; fail-stop when this is another protocol or a later fragment
   */
  default Udp udp() {
    UpperLayer upper = upperLayer();
    PacketView.require(upper.starts(IpProtocol.UDP));
    return view(upper.offset(), Udp.class);
  }

  /**
   * The UDP header, if there is one.
   *
   * @return the view, or null when this is another protocol or a later fragment
   */
  default Udp udpOrNull() {
    UpperLayer upper = upperLayer();
    return upper.starts(IpProtocol.UDP) ? view(upper.offset(), Udp.class) : null;
  }

  /**
   * The TCP header.
   *
   * @return the view; fail-stop when this is another protocol or a later fragment
   */
  default Tcp tcp() {
    UpperLayer upper = upperLayer();
    PacketView.require(upper.starts(IpProtocol.TCP));
    return view(upper.offset(), Tcp.class);
  }

  /**
   * The TCP header, if there is one.
   *
   * @return the view, or null when this is another protocol or a later fragment
   */
  default Tcp tcpOrNull() {
    UpperLayer upper = upperLayer();
    return upper.starts(IpProtocol.TCP) ? view(upper.offset(), Tcp.class) : null;
  }

  /**
   * The ICMPv6 message.
   *
   * @return the view; fail-stop when this is another protocol or a later fragment
   */
  default Icmpv6 icmp() {
    UpperLayer upper = upperLayer();
    PacketView.require(upper.starts(IpProtocol.ICMPV6));
    return view(upper.offset(), Icmpv6.class);
  }

  /**
   * The ICMPv6 message, if there is one.
   *
   * @return the view, or null when this is another protocol or a later fragment
   */
  default Icmpv6 icmpOrNull() {
    UpperLayer upper = upperLayer();
    return upper.starts(IpProtocol.ICMPV6) ? view(upper.offset(), Icmpv6.class) : null;
  }

  /** The extension headers as a set of bits, all their numbers being below 64. */
  private static boolean isExtension(int protocol) {
    long extensions =
        1L << IpProtocol.HOPOPT
            | 1L << IpProtocol.IPV6_ROUTE
            | 1L << IpProtocol.IPV6_FRAGMENT
            | 1L << IpProtocol.AH
            | 1L << IpProtocol.IPV6_OPTS;
    return protocol < Long.SIZE && (extensions >>> protocol & 1) != 0;
  }
}
