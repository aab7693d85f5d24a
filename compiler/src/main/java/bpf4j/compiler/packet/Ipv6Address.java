package bpf4j.compiler.packet;

import bpf4j.compiler.declare.Intrinsic;

/**
 * An IPv6 address as a value of two {@code long}s in host order: {@code ::1} is {@code (0, 1)}.
 *
 * @param high the first 8 bytes; the upper half of the network and interface parts
 * @param low the last 8 bytes
 */
public record Ipv6Address(long high, long low) {
  /** {@code ::}: any address. */
  public static final Ipv6Address ANY = new Ipv6Address(0, 0);

  /** {@code ::1}: this host. */
  public static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);

  private static final long MAPPED_PREFIX = 0xFFFF;

  /**
   * Reads an address; no names are looked up.
   *
   * @param text one of the forms of RFC 4291, section 2.2, without a zone: {@code 2001:db8::1},
   *     {@code ::ffff:10.0.0.1}
   * @return the address
   * @throws IllegalArgumentException when the text is anything else
   */
  @Intrinsic(Intrinsic.Kind.FOLD)
  public static Ipv6Address parse(String text) {
    return Ipv6Text.parse(text);
  }

  /**
   * Whether this is an IPv4 address in IPv6 form ({@code ::ffff:0:0/96}).
   *
   * @return true if so; the IPv4 address is then {@code (int) low()}
   */
  public boolean isIpv4Mapped() {
    return high == 0 && low >>> Integer.SIZE == MAPPED_PREFIX;
  }

  /**
   * Whether this is a group's address.
   *
   * @return true for {@code ff00::/8}
   */
  public boolean isMulticast() {
    return high >>> 56 == 0xFF;
  }

  /**
   * Whether this is an address of one link only.
   *
   * @return true for {@code fe80::/10}
   */
  public boolean isLinkLocal() {
    return high >>> 54 == 0xFE80 >>> 6;
  }

  /**
   * Writes the address; not for kernel-side code.
   *
   * @return the form of RFC 5952
   */
  @Override
  public String toString() {
    return Ipv6Text.format(this);
  }
}
