package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * The context of programs that select a socket of a group that shares a port: {@code struct
 * sk_reuseport_md} of {@code linux/bpf.h}, and the packet from its UDP or TCP header on.
 */
public interface SkReuseportContext extends PacketView, ProgramContext {
  /**
   * The packet's length from its UDP or TCP header on.
   *
   * @return bytes
   */
  @ContextField(offset = 16, since = "4.19")
  int len();

  /**
   * The network protocol.
   *
   * @return an {@link bpf4j.compiler.packet.EtherType}
   */
  @ContextField(offset = 20, since = "4.19")
  @U16
  @BigEndian
  int ethProtocol();

  /**
   * The transport protocol.
   *
   * @return an {@link bpf4j.compiler.packet.IpProtocol}
   */
  @ContextField(offset = 24, since = "4.19")
  int ipProtocol();

  /**
   * Whether the sockets are bound to any address.
   *
   * @return 1 if so, else 0
   */
  @ContextField(offset = 28, since = "4.19")
  int bindInany();

  /**
   * The hash of addresses and ports.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 32, since = "4.19")
  int hash();
}
