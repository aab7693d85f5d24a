package bpf4j.compiler.packet;

/**
 * A view whose payload is named by an EtherType: a whole packet, an Ethernet header, a VLAN tag.
 *
 * <p>Each method reads the EtherType once. The forms that return a header fail-stop on another
 * EtherType; the {@code …OrNull} forms return null. A VLAN tag is not skipped: a tagged frame's
 * EtherType is the tag's, and its packet is {@code vlan().ip()}. (Most devices strip the outer tag
 * before any program sees the frame; it is then in the context's fields.)
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

  /**
   * The IPv6 header.
   *
   * @return the header; fail-stop when the EtherType is not {@link EtherType#IPV6}
   */
  default Ipv6 ipv6() {
    PacketView.require(etherType() == EtherType.IPV6);
    return view(payloadOffset(), Ipv6.class);
  }

  /**
   * The IPv6 header, if there is one.
   *
   * @return the header or null
   */
  default Ipv6 ipv6OrNull() {
    return etherType() == EtherType.IPV6 ? view(payloadOffset(), Ipv6.class) : null;
  }

  /**
   * The ARP message.
   *
   * @return the message; fail-stop when the EtherType is not {@link EtherType#ARP}
   */
  default Arp arp() {
    PacketView.require(etherType() == EtherType.ARP);
    return view(payloadOffset(), Arp.class);
  }

  /**
   * The ARP message, if there is one.
   *
   * @return the message or null
   */
  default Arp arpOrNull() {
    return etherType() == EtherType.ARP ? view(payloadOffset(), Arp.class) : null;
  }

  /**
   * The VLAN tag that is next in the frame.
   *
   * @return the tag; fail-stop when the EtherType is neither {@link EtherType#VLAN} nor {@link
   *     EtherType#SERVICE_VLAN}
   */
  default Vlan vlan() {
    PacketView.require(isVlan(etherType()));
    return view(payloadOffset(), Vlan.class);
  }

  /**
   * The VLAN tag that is next in the frame, if there is one.
   *
   * @return the tag or null
   */
  default Vlan vlanOrNull() {
    return isVlan(etherType()) ? view(payloadOffset(), Vlan.class) : null;
  }

  private static boolean isVlan(int etherType) {
    return etherType == EtherType.VLAN || etherType == EtherType.SERVICE_VLAN;
  }
}
