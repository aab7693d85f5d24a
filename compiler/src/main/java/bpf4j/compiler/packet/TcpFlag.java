package bpf4j.compiler.packet;

/** Control bits of {@link Tcp#flags} (RFC 9293; ECE and CWR: RFC 3168). */
public final class TcpFlag {
  /** No more data from the sender. */
  public static final int FIN = 0x01;

  /** Opens a connection: the sequence number is the initial one. */
  public static final int SYN = 0x02;

  /** Resets the connection. */
  public static final int RST = 0x04;

  /** Asks the receiver to hand over what it has. */
  public static final int PSH = 0x08;

  /** The acknowledgment number counts. */
  public static final int ACK = 0x10;

  /** The urgent pointer counts. */
  public static final int URG = 0x20;

  /** Echoes a congestion notification. */
  public static final int ECE = 0x40;

  /** The sender has reduced its congestion window. */
  public static final int CWR = 0x80;

  private TcpFlag() {}
}
