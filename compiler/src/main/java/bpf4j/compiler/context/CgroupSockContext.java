package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of programs that run when a control group's sockets are made and released: {@code
 * struct bpf_sock} of {@code linux/bpf.h}.
 */
public interface CgroupSockContext extends ProgramContext {
  /**
   * The device that the socket is bound to.
   *
   * @return an interface index; 0 for any
   */
  @ContextField(offset = 0, since = "4.10")
  int boundDevIf();

  /**
   * Writes the device that the socket is bound to.
   *
   * @param value an interface index; 0 for any
   */
  @ContextField(offset = 0, since = "4.10")
  void boundDevIf(int value);

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
   * The mark of the socket's packets.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 16, since = "4.14")
  int mark();

  /**
   * Writes the mark of the socket's packets.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 16, since = "4.14")
  void mark(int value);

  /**
   * The queueing priority of the socket's packets.
   *
   * @return any {@code int}
   */
  @ContextField(offset = 20, since = "4.14")
  int priority();

  /**
   * Writes the queueing priority of the socket's packets.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 20, since = "4.14")
  void priority(int value);
}
