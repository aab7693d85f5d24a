package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/** The context of programs that see what {@code getsockopt} answers; see {@link SockOptContext}. */
public interface GetSockOptContext extends SockOptContext {
  /**
   * What {@code getsockopt} returns.
   *
   * @return 0, or a negative errno; a program may write 0
   */
  @ContextField(offset = 36, since = "5.3")
  int retval();

  /**
   * Writes what {@code getsockopt} returns.
   *
   * @param value 0, or a negative errno; a program may write 0
   */
  @ContextField(offset = 36, since = "5.3")
  void retval(int value);
}
