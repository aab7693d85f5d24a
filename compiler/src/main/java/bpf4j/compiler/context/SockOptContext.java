package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.packet.PacketView;

/**
 * The context of programs that see and change the socket options of a control group's sockets:
 * {@code struct bpf_sockopt} of {@code linux/bpf.h}, and as its packet the option's value.
 *
 * <p>Views read numbers in network order, whereas option values are in host order: {@code
 * Integer.reverseBytes(ctx.i32(0))} on little-endian machines.
 */
public interface SockOptContext extends PacketView, ProgramContext {
  /**
   * The option's level.
   *
   * @return such as {@code SOL_SOCKET} 1
   */
  @ContextField(offset = 24, since = "5.3")
  int level();

  /**
   * The option.
   *
   * @return such as {@code SO_RCVBUF} 8
   */
  @ContextField(offset = 28, since = "5.3")
  int optname();

  /**
   * The length of the option's value.
   *
   * @return bytes; -1, written by a program for {@code setsockopt}, keeps the kernel from setting
   *     it
   */
  @ContextField(offset = 32, since = "5.3")
  int optlen();

  /**
   * Writes the length of the option's value.
   *
   * @param value bytes; -1, written by a program for {@code setsockopt}, keeps the kernel from
   *     setting it
   */
  @ContextField(offset = 32, since = "5.3")
  void optlen(int value);

  /**
   * How much of the value can be read.
   *
   * @return bytes, at most 4,096
   */
  @Intrinsic(Intrinsic.Kind.LENGTH)
  int length();
}
