package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U8;

/** A VXLAN header (RFC 7348), the payload of UDP to port {@link Ports#VXLAN}. */
@Header(size = Vxlan.LENGTH)
public interface Vxlan extends PacketView {
  /** The header's length in bytes; where the inner frame starts. */
  int LENGTH = 8;

  /**
   * All flags.
   *
   * @return 0 to 255; 8 when only {@link #hasId}
   */
  @At(0)
  @U8
  int flags();

  /**
   * Whether {@link #id} is valid, as it must be.
   *
   * @return the I bit
   */
  @Bits(at = 4, width = 1)
  boolean hasId();

  /**
   * The network identifier (VNI).
   *
   * @return 0 to 16,777,215
   */
  @Bits(at = 32, width = 24)
  int id();

  /**
   * The inner frame's Ethernet header.
   *
   * @return the header
   */
  default Ethernet ethernet() {
    return view(LENGTH, Ethernet.class);
  }
}
