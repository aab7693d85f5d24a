package bpf4j.compiler.packet;

import bpf4j.compiler.declare.Intrinsic;

/**
 * IPv4 addresses as {@code int}s in host order: 10.0.0.1 is {@code 0x0A000001}.
 *
 * <p>In kernel-side code {@link #parse} of a constant is itself a constant; {@link #format} is for
 * printing on the Java side.
 */
public final class Ipv4Address {
  /** 0.0.0.0: any address. */
  public static final int ANY = 0;

  /** 127.0.0.1: this host. */
  public static final int LOOPBACK = 0x7F00_0001;

  /** 255.255.255.255: every host on the link. */
  public static final int BROADCAST = 0xFFFF_FFFF;

  private static final int PARTS = 4;

  private Ipv4Address() {}

  /**
   * Reads an address; no names are looked up.
   *
   * @param text four decimal numbers from 0 to 255 without leading zeros, joined by dots
   * @return the address
   * @throws IllegalArgumentException when the text is anything else
   */
  @Intrinsic(Intrinsic.Kind.FOLD)
  public static int parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != PARTS) {
      throw malformed(text);
    }
    int address = 0;
    for (String part : parts) {
      address = address << Byte.SIZE | parsePart(part, text);
    }
    return address;
  }

  /**
   * Writes an address.
   *
   * @param address the address
   * @return four decimal numbers joined by dots
   */
  public static String format(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }

  /**
   * The mask of a prefix length, for tests such as {@code (source & mask(8)) == parse("10.0.0.0")}.
   *
   * @param prefixLength 0 to 32
   * @return as many one bits from the top
   */
  public static int mask(int prefixLength) {
    return (int) (0xFFFF_FFFFL << (Integer.SIZE - prefixLength));
  }

  private static int parsePart(String part, String text) {
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      throw malformed(text);
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      char digit = part.charAt(i);
      if (digit < '0' || digit > '9') {
        throw malformed(text);
      }
      value = value * 10 + (digit - '0');
    }
    if (value > 0xFF) {
      throw malformed(text);
    }
    return value;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no IPv4 address; write four numbers like 10.0.0.1");
  }
}
