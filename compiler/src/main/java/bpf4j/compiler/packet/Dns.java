package bpf4j.compiler.packet;

import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.Header;
import bpf4j.maps.layout.U16;

/**
 * A DNS message as UDP carries it (RFC 1035, section 4); over TCP two bytes of length come first.
 *
 * <pre>
 *  0                               2
 * +-------------------------------+-+-------+-+-+-+-+-+-+-+-------+
 * |              id               |Q|opcode |A|T|R|R|Z|A|C| rcode |
 * +-------------------------------+-+-------+-+-+-+-+-+-+-+-------+
 * |           questions           |            answers            |
 * +-------------------------------+-------------------------------+
 * |          authorities          |          additionals          |
 * +-------------------------------+-------------------------------+
 * |     first question: name, type and class, then more records   …
 * </pre>
 */
@Header(size = Dns.LENGTH)
public interface Dns extends PacketView {
  /** The header's length in bytes; where the first question's name starts. */
  int LENGTH = 12;

  /** How many length bytes a name can have: 127 labels and the root. */
  int MAX_LABELS = 128;

  /**
   * What a query and its response have in common.
   *
   * @return 0 to 65,535
   */
  @At(0)
  @U16
  int id();

  /**
   * All flags, opcode and response code, for testing several at once.
   *
   * @return 0 to 65,535
   */
  @At(2)
  @U16
  int flags();

  /**
   * Whether this is a response.
   *
   * @return the QR bit
   */
  @Bits(at = 16, width = 1)
  boolean isResponse();

  /**
   * The kind of query.
   *
   * @return 0 for a standard query, 4 notify, 5 update
   */
  @Bits(at = 17, width = 4)
  int opcode();

  /**
   * Whether the responder is an authority for the name.
   *
   * @return the AA bit
   */
  @Bits(at = 21, width = 1)
  boolean isAuthoritative();

  /**
   * Whether the message was cut to fit.
   *
   * @return the TC bit
   */
  @Bits(at = 22, width = 1)
  boolean isTruncated();

  /**
   * Whether the asker wants the server to ask on.
   *
   * @return the RD bit
   */
  @Bits(at = 23, width = 1)
  boolean recursionDesired();

  /**
   * Whether the server does so.
   *
   * @return the RA bit
   */
  @Bits(at = 24, width = 1)
  boolean recursionAvailable();

  /**
   * Whether the responder has verified all data (RFC 4035).
   *
   * @return the AD bit
   */
  @Bits(at = 26, width = 1)
  boolean isAuthentic();

  /**
   * Whether the asker wants data that is not verified (RFC 4035).
   *
   * @return the CD bit
   */
  @Bits(at = 27, width = 1)
  boolean checkingDisabled();

  /**
   * How the query went.
   *
   * @return 0 no error, 1 format error, 2 server failure, 3 no such name, 5 refused
   */
  @Bits(at = 28, width = 4)
  int responseCode();

  /**
   * How many questions there are.
   *
   * @return 0 to 65,535; 1 in practice
   */
  @At(4)
  @U16
  int questions();

  /**
   * How many answer records there are.
   *
   * @return 0 to 65,535
   */
  @At(6)
  @U16
  int answers();

  /**
   * How many authority records there are.
   *
   * @return 0 to 65,535
   */
  @At(8)
  @U16
  int authorities();

  /**
   * How many additional records there are.
   *
   * @return 0 to 65,535
   */
  @At(10)
  @U16
  int additionals();

  /**
   * Skips a name: one length byte is read per label, names of every legal depth are walked.
   *
   * <p>A compression pointer ends a name and is not followed, its second byte not read. A length
   * byte of 64 to 191 has no meaning (RFC 6891 withdrew them all) and fail-stops, as does a name of
   * more than 127 labels. That a name has at most 255 bytes is not checked.
   *
   * @param start where the name starts, in bytes from this header's start
   * @return where the bytes behind the name start
   */
  default int nameEnd(int start) {
    int at = start - 1;
    int length = 0;
    for (int i = 0; i < MAX_LABELS; i++) {
      at += length + 1;
      length = u8(at);
      if (length == 0 || length >= 64) {
        break;
      }
    }
    PacketView.require(length == 0 || length >= 0xC0);
    return at + (length == 0 ? 1 : 2);
  }

  /**
   * What the first question asks for. That there is one is not checked, see {@link #questions}.
   *
   * @return a {@link DnsType}, 0 to 65,535
   */
  default int questionType() {
    return u16(nameEnd(LENGTH));
  }

  /**
   * The first question's class.
   *
   * @return 1 for the Internet; in multicast DNS the top bit asks for a unicast response
   */
  default int questionClass() {
    return u16(nameEnd(LENGTH) + 2);
  }
}
