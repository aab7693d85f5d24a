package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;

/**
 * The context of programs that decide about the packets of a control group's sockets: {@code struct
 * __sk_buff} with the fields that they may read and write, and the packet from its network header
 * on.
 */
public interface CgroupSkbContext extends SkBuff {
  /**
   * Writes the mark that netfilter and routing see.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 8, since = "4.1")
  void mark(int value);

  /**
   * Writes the queueing priority.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  void priority(int value);

  /**
   * The time of arrival, or of departure where the clock is monotonic.
   *
   * @return nanoseconds; 0 when there is none
   */
  @ContextField(offset = 152, width = 8, since = "5.0")
  long tstamp();

  /**
   * Writes the time of arrival, or of departure where the clock is monotonic.
   *
   * @param value nanoseconds; 0 when there is none
   */
  @ContextField(offset = 152, width = 8, since = "5.0")
  void tstamp(long value);

  /**
   * The socket's address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 88, since = "4.17")
  int family();

  /**
   * The peer's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 92, since = "4.17")
  @BigEndian
  int remoteIp4();

  /**
   * The socket's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 96, since = "4.17")
  @BigEndian
  int localIp4();

  /**
   * A part of the peer's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 100, count = 4, since = "4.17")
  @BigEndian
  int remoteIp6(int index);

  /**
   * A part of the socket's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 116, count = 4, since = "4.17")
  @BigEndian
  int localIp6(int index);

  /**
   * The peer's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 132, since = "4.17")
  @BigEndian
  int remotePort();

  /**
   * The socket's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 136, since = "4.17")
  int localPort();

  /**
   * Writes a word for later programs on the same packet.
   *
   * @param index 0 to 4, a constant
   * @param value any {@code int}
   */
  @ContextField(offset = 48, count = 5, since = "4.2")
  void cb(int index, int value);
}
