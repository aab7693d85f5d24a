package bpf4j.maps;

import bpf4j.maps.layout.BigEndian;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The first bits of an IPv6 address, as a key of a {@link BpfLpmTrie}. The address is in parts of
 * 32 bits, in host order each, since the data of such a key follows its length without a gap.
 *
 * @param length the number of bits that count, 0 to 128
 * @param first the first 32 bits
 * @param second the next
 * @param third the next
 * @param fourth the last
 */
public record Ipv6Prefix(
    int length,
    @BigEndian int first,
    @BigEndian int second,
    @BigEndian int third,
    @BigEndian int fourth) {

  /** The length of a whole address. */
  public static final int BITS = 128;

  private static final int GROUPS = 8;
  private static final String EXAMPLE = "2001:db8::/32";

  /**
   * A prefix of an address in two halves; may be called in a program.
   *
   * @param high the first 8 bytes
   * @param low the last 8 bytes
   * @param length the number of bits that count, 0 to 128
   * @return the prefix
   */
  public static Ipv6Prefix of(long high, long low, int length) {
    return new Ipv6Prefix(
        length, (int) (high >>> Integer.SIZE), (int) high, (int) (low >>> Integer.SIZE), (int) low);
  }

  /**
   * Reads a prefix as RFC 4291 writes it; no names are looked up.
   *
   * @param text an address and perhaps a length: {@code 2001:db8::/32}; {@code ::1} has all bits
   * @return the prefix
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Ipv6Prefix parse(String text) {
    PrefixText parts = PrefixText.of(Objects.requireNonNull(text, "text"), BITS, EXAMPLE);
    String address = parts.address();
    // Only literals have colons, so that no name is ever looked up.
    if (address.indexOf(':') < 0 || !address.chars().allMatch(Ipv6Prefix::isPartOfLiteral)) {
      throw parts.malformed();
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      IllegalArgumentException malformed = parts.malformed();
      malformed.initCause(e);
      throw malformed;
    }
    return bytes.capacity() == Integer.BYTES
        ? of(0, 0xFFFFL << Integer.SIZE | Integer.toUnsignedLong(bytes.getInt()), parts.length())
        : of(bytes.getLong(), bytes.getLong(), parts.length());
  }

  private static boolean isPartOfLiteral(int c) {
    return c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0);
  }

  /** {@return the form of RFC 5952, as {@code 2001:db8::/32}} */
  @Override
  public String toString() {
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gap = i;
        gapLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        boolean joined = i > 0 && i != gap + gapLength;
        text.append(joined || (i > 0 && gap < 0) ? ":" : "").append(Integer.toHexString(group(i)));
      }
    }
    return text.append('/').append(length).toString();
  }

  private int group(int index) {
    int part =
        switch (index / 2) {
          case 0 -> first;
          case 1 -> second;
          case 2 -> third;
          default -> fourth;
        };
    return index % 2 == 0 ? part >>> Short.SIZE : part & 0xFFFF;
  }
}
