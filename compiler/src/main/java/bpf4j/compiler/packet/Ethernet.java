package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;

/**
 * An Ethernet II header (IEEE 802.3, RFC 894), without the frame check sequence.
 *
 * <pre>
 *  0                   6                  12        14
 * +-------------------+-------------------+---------+--------- …
 * |    destination    |      source       |EtherType| payload
 * +-------------------+-------------------+---------+--------- …
 * </pre>
 */
@Header(size = Ethernet.LENGTH)
public interface Ethernet extends EtherTyped {
  /** The header's length in bytes. */
  int LENGTH = 14;

  /**
   * The receiver's address.
   *
   * @return 48 bits, see {@link MacAddress}
   */
  @Bits(at = 0, width = 48)
  long destination();

  /**
   * Writes the receiver's address.
   *
   * @param value 48 bits, see {@link MacAddress}
   */
  @Bits(at = 0, width = 48)
  void destination(long value);

  /**
   * The sender's address.
   *
   * @return 48 bits, see {@link MacAddress}
   */
  @Bits(at = 48, width = 48)
  long source();

  /**
   * Writes the sender's address.
   *
   * @param value 48 bits, see {@link MacAddress}
   */
  @Bits(at = 48, width = 48)
  void source(long value);

  @Override
  @At(12)
  @U16
  int etherType();

  /**
   * Writes what the payload is.
   *
   * @param value an {@link EtherType}
   */
  @At(12)
  @U16
  void etherType(int value);

  @Override
  default int payloadOffset() {
    return LENGTH;
  }
}
