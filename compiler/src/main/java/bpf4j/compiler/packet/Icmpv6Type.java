package bpf4j.compiler.packet;

/** Types of ICMPv6 messages, for {@link Icmpv6#type} (IANA, "ICMPv6 Parameters"). */
public final class Icmpv6Type {
  /** The packet cannot be delivered. */
  public static final int DESTINATION_UNREACHABLE = 1;

  /** The packet exceeds the next link's MTU. */
  public static final int PACKET_TOO_BIG = 2;

  /** The hop limit ran out, or a fragment was missing. */
  public static final int TIME_EXCEEDED = 3;

  /** A header is faulty. */
  public static final int PARAMETER_PROBLEM = 4;

  /** Asks for an answer: ping. */
  public static final int ECHO_REQUEST = 128;

  /** Answer to an echo. */
  public static final int ECHO_REPLY = 129;

  /** Asks who listens to a group. */
  public static final int LISTENER_QUERY = 130;

  /** Listens to a group. */
  public static final int LISTENER_REPORT = 131;

  /** No longer listens to a group. */
  public static final int LISTENER_DONE = 132;

  /** Asks for routers. */
  public static final int ROUTER_SOLICITATION = 133;

  /** A router introduces itself. */
  public static final int ROUTER_ADVERTISEMENT = 134;

  /** Who has this address. */
  public static final int NEIGHBOR_SOLICITATION = 135;

  /** Has this address. */
  public static final int NEIGHBOR_ADVERTISEMENT = 136;

  /** There is a better first hop. */
  public static final int REDIRECT = 137;

  /** Listens to groups (RFC 3810). */
  public static final int LISTENER_REPORT_V2 = 143;

  private Icmpv6Type() {}
}
