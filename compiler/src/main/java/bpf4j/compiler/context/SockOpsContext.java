package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;

/**
 * The context of programs that follow the TCP connections of a control group's sockets: {@code
 * struct bpf_sock_ops} of {@code linux/bpf.h}.
 */
public interface SockOpsContext extends ProgramContext {
  /**
   * What has happened.
   *
   * @return a {@code BPF_SOCK_OPS_*} number of {@code linux/bpf.h}
   */
  @ContextField(offset = 0, since = "4.13")
  int op();

  /**
   * An argument of the event.
   *
   * @param index 0 to 3, a constant
   * @return what it means depends on {@link #op}
   */
  @ContextField(offset = 4, count = 4, since = "4.16")
  int args(int index);

  /**
   * Writes the answer to the event.
   *
   * @param value what it means depends on {@link #op}
   */
  @ContextField(offset = 4, since = "4.13")
  void reply(int value);

  /**
   * The socket's address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 20, since = "4.13")
  int family();

  /**
   * The peer's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 24, since = "4.13")
  @BigEndian
  int remoteIp4();

  /**
   * The socket's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 28, since = "4.13")
  @BigEndian
  int localIp4();

  /**
   * A part of the peer's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 32, count = 4, since = "4.13")
  @BigEndian
  int remoteIp6(int index);

  /**
   * A part of the socket's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 48, count = 4, since = "4.13")
  @BigEndian
  int localIp6(int index);

  /**
   * The peer's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 64, since = "4.13")
  @BigEndian
  int remotePort();

  /**
   * The socket's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 68, since = "4.13")
  int localPort();

  /**
   * Whether there is a full socket.
   *
   * @return 1 if so; 0 if the fields from here on read as 0
   */
  @ContextField(offset = 72, since = "4.16")
  int isFullsock();

  /**
   * The congestion window.
   *
   * @return segments
   */
  @ContextField(offset = 76, since = "4.16")
  int sndCwnd();

  /**
   * The smoothed round trip time.
   *
   * @return microseconds times 8
   */
  @ContextField(offset = 80, since = "4.16")
  int srttUs();

  /**
   * Which further events the program is told of.
   *
   * @return an or of {@code BPF_SOCK_OPS_*_CB_FLAG}, set by {@code bpf_sock_ops_cb_flags_set}
   */
  @ContextField(offset = 84, since = "4.16")
  int callbackFlags();

  /**
   * The TCP state.
   *
   * @return {@code TCP_ESTABLISHED} 1 and so on
   */
  @ContextField(offset = 88, since = "4.16")
  int state();

  /**
   * The smallest round trip time seen.
   *
   * @return microseconds
   */
  @ContextField(offset = 92, since = "4.16")
  int rttMin();

  /**
   * The slow start threshold.
   *
   * @return segments
   */
  @ContextField(offset = 96, since = "4.16")
  int sndSsthresh();

  /**
   * The sequence number expected next.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 100, since = "4.16")
  int rcvNxt();

  /**
   * The sequence number to be sent next.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 104, since = "4.16")
  int sndNxt();

  /**
   * The first sequence number not acknowledged.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 108, since = "4.16")
  int sndUna();

  /**
   * The maximum segment size.
   *
   * @return bytes
   */
  @ContextField(offset = 112, since = "4.16")
  int mssCache();

  /**
   * The state of explicit congestion notification.
   *
   * @return an or of {@code TCP_ECN_*}
   */
  @ContextField(offset = 116, since = "4.16")
  int ecnFlags();

  /**
   * What the delivery rate was measured over.
   *
   * @return packets
   */
  @ContextField(offset = 120, since = "4.16")
  int rateDelivered();

  /**
   * How long the delivery rate was measured.
   *
   * @return microseconds
   */
  @ContextField(offset = 124, since = "4.16")
  int rateIntervalUs();

  /**
   * Packets in flight.
   *
   * @return packets
   */
  @ContextField(offset = 128, since = "4.16")
  int packetsOut();

  /**
   * Retransmitted packets in flight.
   *
   * @return packets
   */
  @ContextField(offset = 132, since = "4.16")
  int retransOut();

  /**
   * Retransmissions so far.
   *
   * @return packets
   */
  @ContextField(offset = 136, since = "4.16")
  int totalRetrans();

  /**
   * Segments received.
   *
   * @return segments
   */
  @ContextField(offset = 140, since = "4.16")
  int segsIn();

  /**
   * Segments received with data.
   *
   * @return segments
   */
  @ContextField(offset = 144, since = "4.16")
  int dataSegsIn();

  /**
   * Segments sent.
   *
   * @return segments
   */
  @ContextField(offset = 148, since = "4.16")
  int segsOut();

  /**
   * Segments sent with data.
   *
   * @return segments
   */
  @ContextField(offset = 152, since = "4.16")
  int dataSegsOut();

  /**
   * Packets taken for lost.
   *
   * @return packets
   */
  @ContextField(offset = 156, since = "4.16")
  int lostOut();

  /**
   * Packets acknowledged selectively.
   *
   * @return packets
   */
  @ContextField(offset = 160, since = "4.16")
  int sackedOut();

  /**
   * The hash that spreads what is sent over queues.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 164, since = "4.16")
  int txhash();

  /**
   * Writes the hash that spreads what is sent over queues.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 164, since = "4.16")
  void txhash(int value);

  /**
   * Bytes received.
   *
   * @return bytes
   */
  @ContextField(offset = 168, width = 8, since = "4.16")
  long bytesReceived();

  /**
   * Bytes acknowledged.
   *
   * @return bytes
   */
  @ContextField(offset = 176, width = 8, since = "4.16")
  long bytesAcked();

  /**
   * The packet's length, where the event has one.
   *
   * @return bytes with TCP header
   */
  @ContextField(offset = 208, since = "5.10")
  int skbLen();

  /**
   * The packet's TCP flags, where the event has one.
   *
   * @return 8 bits
   */
  @ContextField(offset = 212, since = "5.10")
  int skbTcpFlags();
}
