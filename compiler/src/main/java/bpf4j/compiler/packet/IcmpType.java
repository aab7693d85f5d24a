package bpf4j.compiler.packet;

/** Types of ICMP messages, for {@link Icmp#type} (IANA, "ICMP Parameters"). */
public final class IcmpType {
  /** Answer to an echo. */
  public static final int ECHO_REPLY = 0;

  /** The packet cannot be delivered. */
  public static final int DESTINATION_UNREACHABLE = 3;

  /** Send slower; deprecated. */
  public static final int SOURCE_QUENCH = 4;

  /** There is a better router. */
  public static final int REDIRECT = 5;

  /** Asks for an answer: ping. */
  public static final int ECHO_REQUEST = 8;

  /** A router introduces itself. */
  public static final int ROUTER_ADVERTISEMENT = 9;

  /** Asks for routers. */
  public static final int ROUTER_SOLICITATION = 10;

  /** The time to live ran out, or a fragment was missing. */
  public static final int TIME_EXCEEDED = 11;

  /** The header is faulty. */
  public static final int PARAMETER_PROBLEM = 12;

  /** Asks for the time. */
  public static final int TIMESTAMP_REQUEST = 13;

  /** The time. */
  public static final int TIMESTAMP_REPLY = 14;

  /** Asks about an interface (RFC 8335). */
  public static final int EXTENDED_ECHO_REQUEST = 42;

  /** Tells about an interface (RFC 8335). */
  public static final int EXTENDED_ECHO_REPLY = 43;

  private IcmpType() {}
}
