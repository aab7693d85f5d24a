package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.layout.BigEndian;

/** The context of programs that see IPv6 addresses; see {@link SockAddrContext}. */
public interface SockAddr6Context extends SockAddrContext {
  /**
   * A part of the address given.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 8, count = 4, since = "4.17")
  @BigEndian
  int userIp6(int index);

  /**
   * Writes a part of the address given.
   *
   * @param index 0 to 3, a constant
   * @param value 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 8, count = 4, since = "4.17")
  @BigEndian
  void userIp6(int index, int value);
}
