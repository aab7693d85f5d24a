package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;

/**
 * A VLAN tag (IEEE 802.1Q, 802.1ad) without the EtherType before it, which belongs to the header or
 * tag in front.
 *
 * <pre>
 *  0                               2
 * +-----+-+-----------------------+-------------------------------+
 * |prio |D|          id           |           EtherType           | payload …
 * +-----+-+-----------------------+-------------------------------+
 * </pre>
 */
@Header(size = Vlan.LENGTH)
public interface Vlan extends EtherTyped {
  /** The tag's length in bytes. */
  int LENGTH = 4;

  /**
   * The priority code point.
   *
   * @return 0 to 7
   */
  @Bits(at = 0, width = 3)
  int priority();

  /**
   * Whether the frame may be dropped first when the link is congested.
   *
   * @return the DEI bit
   */
  @Bits(at = 3, width = 1)
  boolean dropEligible();

  /**
   * The VLAN's number.
   *
   * @return 0 to 4,095; 0 when the tag only carries a priority
   */
  @Bits(at = 4, width = 12)
  int id();

  @Override
  @At(2)
  @U16
  int etherType();

  @Override
  default int payloadOffset() {
    return LENGTH;
  }
}
