package bpf4j.compiler.packet;

/** Protocol numbers of IPv4 and next headers of IPv6 (IANA, "Assigned Internet Protocol Numbers"). */
public final class IpProtocol {
  /** Internet Control Message Protocol. */
  public static final int ICMP = 1;

  /** Transmission Control Protocol. */
  public static final int TCP = 6;

  /** User Datagram Protocol. */
  public static final int UDP = 17;

  private IpProtocol() {}
}
