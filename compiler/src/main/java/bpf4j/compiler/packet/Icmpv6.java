package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;

/**
 * An ICMPv6 message (RFC 4443, RFC 4861). The fields behind the checksum depend on {@link #type}.
 */
@Header(size = Icmpv6.LENGTH)
public interface Icmpv6 extends PacketView {
  /**
   * The length in bytes of the part that all messages have; where an echo's data, an error's quoted
   * packet or a neighbour's address starts.
   */
  int LENGTH = 8;

  /**
   * What the message is.
   *
   * @return an {@link Icmpv6Type}; below 128 an error
   */
  @At(0)
  @U8
  int type();

  /**
   * What it is more exactly.
   *
   * @return 0 to 255
   */
  @At(1)
  @U8
  int code();

  /**
   * The checksum over message and addresses, as received.
   *
   * @return 0 to 65,535
   */
  @At(2)
  @U16
  int checksum();

  /**
   * Which asker an echo is for.
   *
   * @return 0 to 65,535
   */
  @At(4)
  @U16
  int identifier();

  /**
   * Which of the asker's echoes this is.
   *
   * @return 0 to 65,535
   */
  @At(6)
  @U16
  int sequence();

  /**
   * The next link's MTU in a "packet too big", the faulty byte's offset in a "parameter problem".
   *
   * @return any {@code int}
   */
  @At(4)
  int parameter();

  /**
   * The address that a neighbour solicitation or advertisement, or a redirect, is about.
   *
   * @return the address; fail-stop when {@link #type} is none of these
   */
  default Ipv6Address target() {
    int type = type();
    PacketView.require(type >= Icmpv6Type.NEIGHBOR_SOLICITATION && type <= Icmpv6Type.REDIRECT);
    return new Ipv6Address(i64(LENGTH), i64(LENGTH + Long.BYTES));
  }

  /**
   * The header of the packet that an error message is about.
   *
   * @return the header; fail-stop when {@link #type} is no error
   */
  default Ipv6 quoted() {
    PacketView.require(type() < Icmpv6Type.ECHO_REQUEST);
    return view(LENGTH, Ipv6.class);
  }
}
