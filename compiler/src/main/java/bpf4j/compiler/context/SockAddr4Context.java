package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;

/** The context of programs that see IPv4 addresses; see {@link SockAddrContext}. */
public interface SockAddr4Context extends SockAddrContext {
  /**
   * The address given.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 4, since = "4.17")
  @BigEndian
  int userIp4();

  /**
   * Writes the address given.
   *
   * @param value see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 4, since = "4.17")
  @BigEndian
  void userIp4(int value);
}
