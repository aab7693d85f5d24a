package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;

/**
 * A UDP header (RFC 768).
 *
 * <p>Ports name no protocol for certain, so {@link #payload} and its short forms check nothing:
 * test the port first where it matters.
 */
@Header(size = Udp.LENGTH)
public interface Udp extends PacketView {
  /** The header's length in bytes; where the payload starts. */
  int LENGTH = 8;

  /**
   * The sender's port.
   *
   * @return 0 to 65,535
   */
  @At(0)
  @U16
  int sourcePort();

  /**
   * The receiver's port.
   *
   * @return 0 to 65,535
   */
  @At(2)
  @U16
  int destinationPort();

  /**
   * The length of header and payload.
   *
   * @return bytes, 8 to 65,535 unless malformed; 0 in an IPv6 jumbogram
   */
  @At(4)
  @U16
  int length();

  /**
   * The checksum as received; 0 when the sender made none.
   *
   * @return 0 to 65,535
   */
  @At(6)
  @U16
  int checksum();

  /**
   * The payload.
   *
   * @param <H> the view's type
   * @param type a header, or {@link PacketView} for plain bytes; a constant
   * @return the view, unchecked
   */
  default <H extends PacketView> H payload(Class<H> type) {
    return view(LENGTH, type);
  }

  /**
   * The payload as a DNS message.
   *
   * @return the message, unchecked: test for {@link Ports#DNS} where it matters
   */
  default Dns dns() {
    return view(LENGTH, Dns.class);
  }

  /**
   * The payload as a VXLAN header.
   *
   * @return the header, unchecked: test for {@link Ports#VXLAN} where it matters
   */
  default Vxlan vxlan() {
    return view(LENGTH, Vxlan.class);
  }

  /**
   * The payload's length as the sender gave it.
   *
   * @return bytes; negative when malformed
   */
  default int payloadLength() {
    return length() - LENGTH;
  }
}
