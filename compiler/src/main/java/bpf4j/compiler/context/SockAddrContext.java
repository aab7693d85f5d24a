package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * The context of programs that see, and may replace, the addresses that a control group's sockets
 * are given or give: {@code struct bpf_sock_addr} of {@code linux/bpf.h}, as far as all address
 * families have it.
 */
public interface SockAddrContext extends ProgramContext {
  /**
   * The address family of the address given.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 0, since = "4.17")
  int userFamily();

  /**
   * The socket's address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 28, since = "4.17")
  int family();

  /**
   * The type of socket.
   *
   * @return {@code SOCK_STREAM} 1, {@code SOCK_DGRAM} 2
   */
  @ContextField(offset = 32, since = "4.17")
  int type();

  /**
   * The protocol.
   *
   * @return an {@link bpf4j.compiler.packet.IpProtocol}
   */
  @ContextField(offset = 36, since = "4.17")
  int protocol();

  /**
   * The port given.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 24, since = "4.17")
  @U16
  @BigEndian
  int userPort();

  /**
   * Writes the port given.
   *
   * @param value 0 to 65,535
   */
  @ContextField(offset = 24, since = "4.17")
  @U16
  @BigEndian
  void userPort(int value);
}
