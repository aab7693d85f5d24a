package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.layout.BigEndian;

/**
 * The context of programs that a socket map runs on what its sockets send: {@code struct sk_msg_md}
 * of {@code linux/bpf.h}, and as its packet the message as far as it lies in one piece; {@link
 * #pull} makes it do so.
 */
public interface SkMsgContext extends PacketView, ProgramContext {
  /**
   * The socket's address family.
   *
   * @return {@code AF_INET} 2, {@code AF_INET6} 10
   */
  @ContextField(offset = 16, since = "4.18")
  int family();

  /**
   * The peer's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 20, since = "4.18")
  @BigEndian
  int remoteIp4();

  /**
   * The socket's IPv4 address.
   *
   * @return see {@link bpf4j.compiler.packet.Ipv4Address}
   */
  @ContextField(offset = 24, since = "4.18")
  @BigEndian
  int localIp4();

  /**
   * A part of the peer's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 28, count = 4, since = "4.18")
  @BigEndian
  int remoteIp6(int index);

  /**
   * A part of the socket's IPv6 address.
   *
   * @param index 0 to 3, a constant
   * @return 32 bits of the address, the first ones at index 0
   */
  @ContextField(offset = 44, count = 4, since = "4.18")
  @BigEndian
  int localIp6(int index);

  /**
   * The peer's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 60, since = "4.18")
  @BigEndian
  int remotePort();

  /**
   * The socket's port.
   *
   * @return 0 to 65,535
   */
  @ContextField(offset = 64, since = "4.18")
  int localPort();

  /**
   * The length of the message.
   *
   * @return bytes
   */
  @ContextField(offset = 68, since = "4.18")
  int size();

  /**
   * How much of the message can be read.
   *
   * @return bytes
   */
  @Intrinsic(Intrinsic.Kind.LENGTH)
  int length();

  /**
   * Brings bytes of the message into one piece, which then is what can be read ({@code
   * bpf_msg_pull_data}, Linux 4.17).
   *
   * @param start the first byte
   * @param end behind the last byte
   * @return 0, or a negative errno
   */
  @Helper(
      id = 63,
      name = "msg_pull_data",
      since = "4.17",
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  default int pull(int start, int end) {
    // A simulated message lies in one piece.
    return start >= 0 && start < end && end <= length() ? 0 : -22;
  }
}
