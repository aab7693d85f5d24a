package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;

/**
 * An IPv4 header (RFC 791) with its options.
 *
 * <pre>
 *  0               1               2               3
 * +-------+-------+---------------+-------------------------------+
 * |version|  IHL  |typeOfService  |          totalLength          |
 * +-------+-------+---------------+-----+-------------------------+
 * |        identification         |flags|     fragmentOffset      |
 * +---------------+---------------+-----+-------------------------+
 * |  timeToLive   |   protocol    |        headerChecksum         |
 * +---------------+---------------+-------------------------------+
 * |                            source                             |
 * +---------------------------------------------------------------+
 * |                          destination                          |
 * +---------------------------------------------------------------+
 * |                        options, 0 to 40 bytes                 …
 * </pre>
 *
 * <p>Addresses are {@code int}s in host order, see {@link Ipv4Address}. Neither version, header
 * length nor checksum is verified: the kernel drops malformed packets only after packet sockets
 * have seen them.
 *
 * <p>{@code udp()}, {@code tcp()} and {@code icmp()} skip the options and check, in this order, the
 * protocol and that this is an unfragmented packet or a first fragment: a later fragment carries no
 * transport header, and reading its payload as one would give made-up ports.
 */
@Header(size = 20)
public interface Ipv4 extends PacketView {
  /**
   * The version.
   *
   * @return 4 unless malformed
   */
  @Bits(at = 0, width = 4)
  int version();

  /**
   * The header's length as it is stored (IHL).
   *
   * @return 32-bit words, 5 to 15 unless malformed
   */
  @Bits(at = 4, width = 4)
  int headerWords();

  /**
   * Writes the header's length.
   *
   * @param value 32-bit words
   */
  @Bits(at = 4, width = 4)
  void headerWords(int value);

  /**
   * Differentiated services code point and congestion notification.
   *
   * @return 0 to 255
   */
  @At(1)
  @U8
  int typeOfService();

  /**
   * Writes the code point and congestion notification.
   *
   * @param value 0 to 255
   */
  @At(1)
  @U8
  void typeOfService(int value);

  /**
   * The length of header and payload.
   *
   * @return bytes, 0 to 65,535
   */
  @At(2)
  @U16
  int totalLength();

  /**
   * Writes the length of header and payload.
   *
   * @param value bytes, 0 to 65,535
   */
  @At(2)
  @U16
  void totalLength(int value);

  /**
   * What the fragments of one packet have in common.
   *
   * @return 0 to 65,535
   */
  @At(4)
  @U16
  int identification();

  /**
   * Writes the identification.
   *
   * @param value 0 to 65,535
   */
  @At(4)
  @U16
  void identification(int value);

  /**
   * Whether routers may not fragment the packet.
   *
   * @return the DF bit
   */
  @Bits(at = 49, width = 1)
  boolean dontFragment();

  /**
   * Writes the DF bit.
   *
   * @param value whether routers may not fragment the packet
   */
  @Bits(at = 49, width = 1)
  void dontFragment(boolean value);

  /**
   * Whether fragments follow this one.
   *
   * @return the MF bit
   */
  @Bits(at = 50, width = 1)
  boolean moreFragments();

  /**
   * Where this fragment belongs in the packet's payload.
   *
   * @return units of 8 bytes, 0 to 8,191; 0 in unfragmented packets and first fragments
   */
  @Bits(at = 51, width = 13)
  int fragmentOffset();

  /**
   * How many routers the packet may yet pass.
   *
   * @return 0 to 255
   */
  @At(8)
  @U8
  int timeToLive();

  /**
   * Writes how many routers the packet may yet pass.
   *
   * @param value 0 to 255
   */
  @At(8)
  @U8
  void timeToLive(int value);

  /**
   * What the payload is.
   *
   * @return an {@link IpProtocol}
   */
  @At(9)
  @U8
  int protocol();

  /**
   * Writes what the payload is.
   *
   * @param value an {@link IpProtocol}
   */
  @At(9)
  @U8
  void protocol(int value);

  /**
   * The checksum over the header, as received.
   *
   * @return 0 to 65,535
   */
  @At(10)
  @U16
  int headerChecksum();

  /**
   * Writes the checksum.
   *
   * @param value 0 to 65,535
   */
  @At(10)
  @U16
  void headerChecksum(int value);

  /**
   * The sender's address.
   *
   * @return see {@link Ipv4Address}
   */
  @At(12)
  int source();

  /**
   * Writes the sender's address.
   *
   * @param value see {@link Ipv4Address}
   */
  @At(12)
  void source(int value);

  /**
   * The receiver's address.
   *
   * @return see {@link Ipv4Address}
   */
  @At(16)
  int destination();

  /**
   * Writes the receiver's address.
   *
   * @param value see {@link Ipv4Address}
   */
  @At(16)
  void destination(int value);

  /**
   * The header's length with its options; the payload's offset.
   *
   * @return bytes, 20 to 60 unless malformed
   */
  default int headerLength() {
    return headerWords() << 2;
  }

  /**
   * The length of what follows the header and its options, as the sender gave it.
   *
   * @return bytes; negative when malformed
   */
  default int payloadLength() {
    return totalLength() - headerLength();
  }

  /**
   * Walks the options for one of a kind (RFC 791, section 3.1). One byte is read of each
   * no-operation, two of every other option.
   *
   * @param kind the option's type byte, flags included: 7 record route, 68 time stamp, 131 and 137
   *     source routes, 148 router alert
   * @return where the first such option starts, in bytes from this header's start; -1 when there is
   *     none before the end of the list, the header, or a malformed option
   */
  default int option(int kind) {
    return Options.find(this, kind, 20, headerLength());
  }

  /**
   * The UDP header.
   *
   * @return the header; fail-stop when this is another protocol or a later fragment
   */
  default Udp udp() {
    return view(payloadOf(IpProtocol.UDP), Udp.class);
  }

  /**
   * The UDP header, if there is one.
   *
   * @return the header, or null when this is another protocol or a later fragment
   */
  default Udp udpOrNull() {
    return starts(IpProtocol.UDP) ? view(headerLength(), Udp.class) : null;
  }

  /**
   * The TCP header.
   *
   * @return the header; fail-stop when this is another protocol or a later fragment
   */
  default Tcp tcp() {
    return view(payloadOf(IpProtocol.TCP), Tcp.class);
  }

  /**
   * The TCP header, if there is one.
   *
   * @return the header, or null when this is another protocol or a later fragment
   */
  default Tcp tcpOrNull() {
    return starts(IpProtocol.TCP) ? view(headerLength(), Tcp.class) : null;
  }

  /**
   * The ICMP message.
   *
   * @return the message; fail-stop when this is another protocol or a later fragment
   */
  default Icmp icmp() {
    return view(payloadOf(IpProtocol.ICMP), Icmp.class);
  }

  /**
   * The ICMP message, if there is one.
   *
   * @return the message, or null when this is another protocol or a later fragment
   */
  default Icmp icmpOrNull() {
    return starts(IpProtocol.ICMP) ? view(headerLength(), Icmp.class) : null;
  }

  /**
   * Whether a header of the protocol starts this packet's payload.
   *
   * @param protocol an {@link IpProtocol}
   * @return true when the protocol matches and this is no later fragment
   */
  default boolean starts(int protocol) {
    return protocol() == protocol && fragmentOffset() == 0;
  }

  private int payloadOf(int protocol) {
    PacketView.require(protocol() == protocol);
    PacketView.require(fragmentOffset() == 0);
    return headerLength();
  }
}
