package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of programs of lightweight tunnels, which routes run: {@code struct __sk_buff} with
 * the fields that they may read and write, and the packet from its network header on.
 */
public interface LwtContext extends SkBuff {
  /**
   * Writes the mark that netfilter and routing see.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 8, since = "4.1")
  void mark(int value);

  /**
   * Writes the queueing priority.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  void priority(int value);

  /** The verdict that lets the packet go on. */
  int OK = 0;

  /** The verdict that drops the packet. */
  int DROP = 2;

  /** The verdict that sends it where {@code bpf_redirect} has said; for transmission only. */
  int REDIRECT = 7;

  /** The verdict that has it routed anew, after its destination has changed (Linux 5.1). */
  int REROUTE = 128;

  /**
   * Writes a word for later programs on the same packet.
   *
   * @param index 0 to 4, a constant
   * @param value any {@code int}
   */
  @ContextField(offset = 48, count = 5, since = "4.2")
  void cb(int index, int value);
}
