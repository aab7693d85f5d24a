package bpf4j.compiler.packet;

/** Kinds of TCP options, for {@link Tcp#option} (IANA, "TCP Option Kind Numbers"). */
public final class TcpOption {
  /** Ends the list; a single byte. */
  public static final int END = 0;

  /** Fills up; a single byte. */
  public static final int NO_OPERATION = 1;

  /** Maximum segment size, 4 bytes (RFC 9293). */
  public static final int MAXIMUM_SEGMENT_SIZE = 2;

  /** Window scale, 3 bytes (RFC 7323). */
  public static final int WINDOW_SCALE = 3;

  /** Selective acknowledgments permitted, 2 bytes (RFC 2018). */
  public static final int SACK_PERMITTED = 4;

  /** Selective acknowledgments, 10 to 34 bytes (RFC 2018). */
  public static final int SACK = 5;

  /** Time stamps, 10 bytes (RFC 7323). */
  public static final int TIMESTAMPS = 8;

  /** MD5 signature, 18 bytes (RFC 2385). */
  public static final int MD5_SIGNATURE = 19;

  /** User timeout, 4 bytes (RFC 5482). */
  public static final int USER_TIMEOUT = 28;

  /** Authentication, 4 bytes or more (RFC 5925). */
  public static final int AUTHENTICATION = 29;

  /** Multipath TCP (RFC 8684). */
  public static final int MULTIPATH = 30;

  /** Fast open cookie (RFC 7413). */
  public static final int FAST_OPEN = 34;

  private TcpOption() {}
}
