package bpf4j.maps;

import bpf4j.maps.layout.BigEndian;
import java.util.Objects;

/**
 * The first bits of an IPv4 address, as a key of a {@link BpfLpmTrie}.
 *
 * @param length the number of bits that count, 0 to 32
 * @param address the address in host order: 10.0.0.1 is {@code 0x0A000001}
 */
public record Ipv4Prefix(int length, @BigEndian int address) {

  /** The length of a whole address. */
  public static final int BITS = 32;

  private static final int PARTS = 4;

  /**
   * Reads a prefix as RFC 4632 writes it; no names are looked up.
   *
   * @param text an address and perhaps a length: {@code 10.0.0.0/8}; {@code 10.0.0.1} has all bits
   * @return the prefix
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Ipv4Prefix parse(String text) {
    Objects.requireNonNull(text, "text");
    PrefixText parts = PrefixText.of(text, BITS, "10.0.0.0/8");
    String[] numbers = parts.address().split("\\.", -1);
    if (numbers.length != PARTS) {
      throw parts.malformed();
    }
    int address = 0;
    for (String number : numbers) {
      address = address << Byte.SIZE | parts.number(number, 0xFF);
    }
    return new Ipv4Prefix(parts.length(), address);
  }

  /** {@return the form of RFC 4632, as {@code 10.0.0.0/8}} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(18);
    for (int shift = BITS - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      text.append(address >>> shift & 0xFF).append(shift > 0 ? '.' : '/');
    }
    return text.append(length).toString();
  }
}
