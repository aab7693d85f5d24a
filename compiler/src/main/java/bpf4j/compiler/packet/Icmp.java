package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;

/** An ICMP message (RFC 792). The fields behind the checksum depend on {@link #type}. */
@Header(size = Icmp.LENGTH)
public interface Icmp extends PacketView {
  /** The header's length in bytes; where an echo's data or an error's quoted packet starts. */
  int LENGTH = 8;

  /**
   * What the message is.
   *
   * @return an {@link IcmpType}
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
   * The checksum over the message, as received.
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
   * Which of the asker's echoes this is; the next link's MTU in a "fragmentation needed".
   *
   * @return 0 to 65,535
   */
  @At(6)
  @U16
  int sequence();

  /**
   * The better router in a redirect.
   *
   * @return see {@link Ipv4Address}
   */
  @At(4)
  int gateway();

  /**
   * The header of the packet that an error message is about.
   *
   * @return the header; fail-stop when {@link #type} is no error
   */
  default Ipv4 quoted() {
    int type = type();
    PacketView.require(
        type == IcmpType.DESTINATION_UNREACHABLE
            || type == IcmpType.SOURCE_QUENCH
            || type == IcmpType.REDIRECT
            || type == IcmpType.TIME_EXCEEDED
            || type == IcmpType.PARAMETER_PROBLEM);
    return view(LENGTH, Ipv4.class);
  }
}
