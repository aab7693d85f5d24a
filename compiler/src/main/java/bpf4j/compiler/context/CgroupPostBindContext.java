package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;

/**
 * The context of programs that run after a control group's sockets are bound: {@code struct
 * bpf_sock} of {@code linux/bpf.h}, read only.
 */
public interface CgroupPostBindContext extends ProgramContext {
  /**
   * The address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 4, since = "4.10")
  int family();

  /**
   * The type of socket.
   *
   * @return {@code SOCK_STREAM} 1, {@code SOCK_DGRAM} 2, {@code SOCK_RAW} 3
   */
  @ContextField(offset = 8, since = "4.10")
  int type();

  /**
   * The protocol.
   *
   * @return an {@link bpf4j.compiler.packet.IpProtocol}
   */
  @ContextField(offset = 12, since = "4.10")
  int protocol();

  /**
   * The IPv4 address that the socket is bound to; for IPv4 sockets only.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 24, since = "4.17")
  @BigEndian
  int srcIp4();

  /**
   * A part of the IPv6 address that the socket is bound to; for IPv6 sockets only.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 28, count = 4, since = "4.17")
  @BigEndian
  int srcIp6(int index);

  /**
   * The port that the socket is bound to.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 44, since = "4.17")
  int srcPort();
}
