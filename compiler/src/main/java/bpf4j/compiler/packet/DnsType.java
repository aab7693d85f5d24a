package bpf4j.compiler.packet;

/** Types of DNS records and questions (IANA, "DNS Parameters"). */
public final class DnsType {
  /** IPv4 address. */
  public static final int A = 1;

  /** Name server. */
  public static final int NS = 2;

  /** Alias. */
  public static final int CNAME = 5;

  /** Start of a zone. */
  public static final int SOA = 6;

  /** Name of an address. */
  public static final int PTR = 12;

  /** Host information. */
  public static final int HINFO = 13;

  /** Mail exchange. */
  public static final int MX = 15;

  /** Text. */
  public static final int TXT = 16;

  /** IPv6 address. */
  public static final int AAAA = 28;

  /** Where a service is. */
  public static final int SRV = 33;

  /** Name rewriting. */
  public static final int NAPTR = 35;

  /** Extension record (EDNS). */
  public static final int OPT = 41;

  /** Delegation signer. */
  public static final int DS = 43;

  /** SSH key fingerprint. */
  public static final int SSHFP = 44;

  /** Signature. */
  public static final int RRSIG = 46;

  /** Next name, for denials. */
  public static final int NSEC = 47;

  /** Zone key. */
  public static final int DNSKEY = 48;

  /** Next hashed name, for denials. */
  public static final int NSEC3 = 50;

  /** TLS certificate association. */
  public static final int TLSA = 52;

  /** Service binding. */
  public static final int SVCB = 64;

  /** Service binding for the web. */
  public static final int HTTPS = 65;

  /** Transfer of a whole zone. */
  public static final int AXFR = 252;

  /** All records. */
  public static final int ANY = 255;

  /** Who may issue certificates. */
  public static final int CAA = 257;

  /**
   * A type's name, for printing; not for kernel-side code.
   *
   * @param type a number as {@link Dns#questionType} returns it
   * @return the constant's name, such as {@code "AAAA"}; the number itself when it has none
   */
  public static String name(int type) {
    return Names.DNS_TYPES.of(type);
  }

  private DnsType() {}
}
