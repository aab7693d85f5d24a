package bpf4j.compiler.packet;

/**
 * A view whose payload is named by an EtherType: a whole packet, an Ethernet header, a VLAN tag.
 *
 * <p>Each method reads the EtherType once. The forms that return a header fail-stop on another
 * EtherType; the {@code …OrNull} forms return null.
 */
public interface EtherTyped extends PacketView {
  /**
   * What the payload is.
   *
   * @return an {@link EtherType}; below 0x600 it is the payload's length (IEEE 802.3)
   */
  int etherType();

  /**
   * Where the payload starts.
   *
   * @return bytes from this view's start
   */
  int payloadOffset();

  /**
   * The IPv4 header.
   *
   * @return the header; fail-stop when the EtherType is not {@link EtherType#IPV4}
   */
  default Ipv4 ip() {
    PacketView.require(etherType() == EtherType.IPV4);
    return view(payloadOffset(), Ipv4.class);
  }

  /**
   * The IPv4 header, if there is one.
   *
   * @return the header or null
   */
  default Ipv4 ipOrNull() {
    return etherType() == EtherType.IPV4 ? view(payloadOffset(), Ipv4.class) : null;
  }
}
