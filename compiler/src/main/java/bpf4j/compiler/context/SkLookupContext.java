package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * The context of programs that select the socket of an incoming connection or datagram: {@code
 * struct bpf_sk_lookup} of {@code linux/bpf.h}.
 */
public interface SkLookupContext extends ProgramContext {
  /**
   * The address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 8, since = "5.9")
  int family();

  /**
   * The transport protocol.
   *
   * @return an {@link bpf4j.compiler.packet.IpProtocol}
   */
  @ContextField(offset = 12, since = "5.9")
  int protocol();

  /**
   * The sender's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 16, since = "5.9")
  @BigEndian
  int remoteIp4();

  /**
   * A part of the sender's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 20, count = 4, since = "5.9")
  @BigEndian
  int remoteIp6(int index);

  /**
   * The sender's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 36, width = 2, since = "5.9")
  @U16
  @BigEndian
  int remotePort();

  /**
   * The receiver's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 40, since = "5.9")
  @BigEndian
  int localIp4();

  /**
   * A part of the receiver's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 44, count = 4, since = "5.9")
  @BigEndian
  int localIp6(int index);

  /**
   * The receiver's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 60, since = "5.9")
  int localPort();

  /**
   * The device that the packet came in by.
   *
   * @return an interface index
   */
  @ContextField(offset = 64, since = "5.17")
  int ingressIfindex();
}
