package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * The context of programs that a socket map runs on what its sockets receive: {@code struct
 * __sk_buff} with the fields that they may read and write, and the bytes of the stream.
 */
public interface SkSkbContext extends PacketView, ProgramContext {
  /**
   * The number of bytes.
   *
   * @return bytes, paged data included
   */
  @ContextField(offset = 0, since = "4.14")
  int len();

  /**
   * Whom the packet was for.
   *
   * @return a {@link bpf4j.compiler.PacketType}
   */
  @ContextField(offset = 4, since = "4.14")
  int pktType();

  /**
   * The device queue.
   *
   * @return 0 when none was recorded
   */
  @ContextField(offset = 12, since = "4.14")
  int queueMapping();

  /**
   * What the kernel took the packet for.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType}
   */
  @ContextField(offset = 16, since = "4.14")
  @U16
  @BigEndian
  int protocol();

  /**
   * The queueing priority.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  int priority();

  /**
   * Writes the queueing priority.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  void priority(int value);

  /**
   * The device that the packet came in by.
   *
   * @return an interface index; 0 when it was made on this host
   */
  @ContextField(offset = 36, since = "4.14")
  int ingressIfindex();

  /**
   * The device that the packet is at.
   *
   * @return an interface index; 0 when there is none
   */
  @ContextField(offset = 40, since = "4.14")
  int ifindex();

  /**
   * The traffic control index.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 44, since = "4.2")
  int tcIndex();

  /**
   * Writes the traffic control index.
   *
   * @param value 0 to 65,535
   */
  @ContextField(offset = 44, since = "4.2")
  void tcIndex(int value);

  /**
   * The flow hash.
   *
   * @return 0 when nobody has computed it
   */
  @ContextField(offset = 68, since = "4.14")
  int hash();

  /**
   * The socket's address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 88, since = "4.14")
  int family();

  /**
   * The peer's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 92, since = "4.14")
  @BigEndian
  int remoteIp4();

  /**
   * The socket's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 96, since = "4.14")
  @BigEndian
  int localIp4();

  /**
   * A part of the peer's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 100, count = 4, since = "4.14")
  @BigEndian
  int remoteIp6(int index);

  /**
   * A part of the socket's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 116, count = 4, since = "4.14")
  @BigEndian
  int localIp6(int index);

  /**
   * The peer's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 132, since = "4.14")
  @BigEndian
  int remotePort();

  /**
   * The socket's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 136, since = "4.14")
  int localPort();
}
