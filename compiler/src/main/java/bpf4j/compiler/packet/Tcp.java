package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U32;
import bpf4j.maps.layout.U8;

/**
 * A TCP header (RFC 9293) with its options.
 *
 * <pre>
 *  0               1               2               3
 * +-------------------------------+-------------------------------+
 * |          sourcePort           |        destinationPort        |
 * +-------------------------------+-------------------------------+
 * |                           sequence                            |
 * +---------------------------------------------------------------+
 * |                        acknowledgment                         |
 * +-------+-------+---------------+-------------------------------+
 * | words |reserv.|     flags     |            window             |
 * +-------+-------+---------------+-------------------------------+
 * |           checksum            |         urgentPointer         |
 * +-------------------------------+-------------------------------+
 * |                        options, 0 to 40 bytes                 …
 * </pre>
 */
@Header(size = 20)
public interface Tcp extends PacketView {
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
   * The sequence number of the first payload byte.
   *
   * @return 0 to 4,294,967,295
   */
  @At(4)
  @U32
  long sequence();

  /**
   * The next sequence number the sender expects, when {@link #ack} is set.
   *
   * @return 0 to 4,294,967,295
   */
  @At(8)
  @U32
  long acknowledgment();

  /**
   * The header's length as it is stored (data offset).
   *
   * @return 32-bit words, 5 to 15 unless malformed
   */
  @Bits(at = 96, width = 4)
  int headerWords();

  /**
   * All control bits, for testing several at once.
   *
   * @return an OR of {@link TcpFlag}s, 0 to 255
   */
  @At(13)
  @U8
  int flags();

  /**
   * How much the sender is ready to receive, before scaling.
   *
   * @return 0 to 65,535
   */
  @At(14)
  @U16
  int window();

  /**
   * The checksum as received.
   *
   * @return 0 to 65,535
   */
  @At(16)
  @U16
  int checksum();

  /**
   * Where urgent data ends, when {@link TcpFlag#URG} is set.
   *
   * @return 0 to 65,535
   */
  @At(18)
  @U16
  int urgentPointer();

  /**
   * Whether the sender has no more to send.
   *
   * @return the FIN bit
   */
  @Bits(at = 111, width = 1)
  boolean fin();

  /**
   * Whether this opens a connection.
   *
   * @return the SYN bit
   */
  @Bits(at = 110, width = 1)
  boolean syn();

  /**
   * Whether this resets the connection.
   *
   * @return the RST bit
   */
  @Bits(at = 109, width = 1)
  boolean rst();

  /**
   * Whether the receiver should hand over what it has.
   *
   * @return the PSH bit
   */
  @Bits(at = 108, width = 1)
  boolean psh();

  /**
   * Whether {@link #acknowledgment} counts.
   *
   * @return the ACK bit
   */
  @Bits(at = 107, width = 1)
  boolean ack();

  /**
   * The header's length with its options; the payload's offset.
   *
   * @return bytes, 20 to 60 unless malformed
   */
  default int headerLength() {
    return headerWords() << 2;
  }

  /**
   * Walks the options for one of a kind (RFC 9293, section 3.1). One byte is read of each
   * no-operation, two of every other option.
   *
   * @param kind a {@link TcpOption}
   * @return where the first such option starts, in bytes from this header's start; -1 when there is
   *     none before the end of the list, the header, or a malformed option
   */
  default int option(int kind) {
    return Options.find(this, kind, 20, headerLength());
  }

  /**
   * The largest segment the sender takes, from the option that SYN segments carry.
   *
   * @return bytes, 0 to 65,535; -1 when the option is absent
   */
  default int maximumSegmentSize() {
    int at = option(TcpOption.MAXIMUM_SEGMENT_SIZE);
    return at < 0 ? -1 : u16(at + 2);
  }

  /**
   * How far the sender's windows are to be shifted left, from the option that SYN segments carry.
   *
   * @return bits, 0 to 14 unless malformed; -1 when the option is absent
   */
  default int windowScale() {
    int at = option(TcpOption.WINDOW_SCALE);
    return at < 0 ? -1 : u8(at + 2);
  }

  /**
   * The sender's time stamp (RFC 7323).
   *
   * @return 0 to 4,294,967,295; -1 when the option is absent
   */
  default long timestamp() {
    int at = option(TcpOption.TIMESTAMPS);
    return at < 0 ? -1 : u32(at + 2);
  }

  /**
   * The payload.
   *
   * @param <H> the view's type
   * @param type a header, or {@link PacketView} for plain bytes; a constant
   * @return the view, unchecked; it may be empty
   */
  default <H extends PacketView> H payload(Class<H> type) {
    return view(headerLength(), type);
  }
}
