package bpf4j.compiler.packet;

import bpf4j.compiler.declare.Intrinsic;

/**
 * Ethernet addresses as the lower 48 bits of a {@code long}: 02:00:5e:10:00:01 is {@code
 * 0x02005E100001L}.
 */
public final class MacAddress {
  /** ff:ff:ff:ff:ff:ff: every station on the link. */
  public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

  private static final int BYTES = 6;
  private static final long GROUP_BIT = 1L << 40;
  private static final long LOCAL_BIT = 1L << 41;

  private MacAddress() {}

  /**
   * Reads an address.
   *
   * @param text six hexadecimal numbers of two digits, joined by colons or by hyphens
   * @return the address
   * @throws IllegalArgumentException when the text is anything else
   */
  @Intrinsic(Intrinsic.Kind.FOLD)
  public static long parse(String text) {
    if (text.length() != BYTES * 3 - 1) {
      throw malformed(text);
    }
    char separator = text.charAt(2) == '-' ? '-' : ':';
    long address = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i % 3 == 2) {
        if (c != separator) {
          throw malformed(text);
        }
      } else {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
          throw malformed(text);
        }
        address = address << 4 | digit;
      }
    }
    return address;
  }

  /**
   * Writes an address.
   *
   * @param address the address; its upper 16 bits are not looked at
   * @return six hexadecimal numbers joined by colons, in lower case
   */
  public static String format(long address) {
    StringBuilder text = new StringBuilder();
    for (int shift = (BYTES - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      int part = (int) (address >>> shift) & 0xFF;
      text.append(Character.forDigit(part >>> 4, 16)).append(Character.forDigit(part & 15, 16));
      text.append(shift > 0 ? ":" : "");
    }
    return text.toString();
  }

  /**
   * Whether the address is a group's; {@link #BROADCAST} is one of these.
   *
   * @param address the address
   * @return the group bit
   */
  public static boolean isMulticast(long address) {
    return (address & GROUP_BIT) != 0;
  }

  /**
   * Whether the address was made up on its network rather than given by a vendor.
   *
   * @param address the address
   * @return the local bit
   */
  public static boolean isLocal(long address) {
    return (address & LOCAL_BIT) != 0;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no MAC address; write six numbers like 02:00:5e:10:00:01");
  }
}
