package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;

/**
 * An ARP message for IPv4 over Ethernet (RFC 826). The address fields are meaningful only when
 * {@link #isIpv4OverEthernet} holds.
 */
@Header(size = 28)
public interface Arp extends PacketView {
  /** {@link #operation}: who has this address? */
  int REQUEST = 1;

  /** {@link #operation}: I have it. */
  int REPLY = 2;

  /**
   * The kind of link.
   *
   * @return 1 for Ethernet
   */
  @At(0)
  @U16
  int hardwareType();

  /**
   * The kind of network address.
   *
   * @return {@link EtherType#IPV4} for IPv4
   */
  @At(2)
  @U16
  int protocolType();

  /**
   * The length of a link-layer address.
   *
   * @return bytes; 6 for Ethernet
   */
  @At(4)
  @U8
  int hardwareLength();

  /**
   * The length of a network address.
   *
   * @return bytes; 4 for IPv4
   */
  @At(5)
  @U8
  int protocolLength();

  /**
   * What the message says.
   *
   * @return {@link #REQUEST}, {@link #REPLY} or a rarer number
   */
  @At(6)
  @U16
  int operation();

  /**
   * The sender's link-layer address.
   *
   * @return 48 bits, see {@link MacAddress}
   */
  @Bits(at = 64, width = 48)
  long senderMac();

  /**
   * The sender's network address.
   *
   * @return see {@link Ipv4Address}
   */
  @At(14)
  int senderIp();

  /**
   * The link-layer address asked for or answered to.
   *
   * @return 48 bits, see {@link MacAddress}; usually 0 in requests
   */
  @Bits(at = 144, width = 48)
  long targetMac();

  /**
   * The network address asked for or answered to.
   *
   * @return see {@link Ipv4Address}
   */
  @At(24)
  int targetIp();

  /**
   * Whether the message is about IPv4 addresses on Ethernet.
   *
   * @return true when types and lengths are those, read as one 6-byte number
   */
  default boolean isIpv4OverEthernet() {
    return u48(0) == 0x0001_0800_0604L;
  }
}
