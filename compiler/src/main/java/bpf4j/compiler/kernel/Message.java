package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program for messages sent through a socket map ({@code BPF_PROG_TYPE_SK_MSG}) may do with
 * them.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Message {
  private Message() {}

  /**
   * Has the verdict hold for more bytes than those at hand, without asking again ({@code
   * bpf_msg_apply_bytes}, Linux 4.17).
   *
   * @param bytes how many
   * @return 0
   */
  @Helper(
      id = 61,
      name = "msg_apply_bytes",
      since = "4.17",
      callers = {ProgramType.SK_MSG},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long apply(int bytes) {
    return HelperTwin.number("msg_apply_bytes", bytes);
  }

  /**
   * Has the program called again only when there are so many bytes ({@code bpf_msg_cork_bytes},
   * Linux 4.17).
   *
   * @param bytes how many
   * @return 0
   */
  @Helper(
      id = 62,
      name = "msg_cork_bytes",
      since = "4.17",
      callers = {ProgramType.SK_MSG},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long cork(int bytes) {
    return HelperTwin.number("msg_cork_bytes", bytes);
  }

  /**
   * Makes a part of the message linear, so that it can be read where it lies, and writable ({@code
   * bpf_msg_pull_data}, Linux 4.17).
   *
   * @param start its first byte
   * @param end the byte behind it
   * @return 0, or a negative errno
   */
  @Helper(
      id = 63,
      name = "msg_pull_data",
      since = "4.17",
      callers = {ProgramType.SK_MSG},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long pull(int start, int end) {
    return HelperTwin.number("msg_pull_data", start, end);
  }

  /**
   * Inserts room into the message ({@code bpf_msg_push_data}, Linux 4.20).
   *
   * @param start where
   * @param length how many bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 90,
      name = "msg_push_data",
      since = "4.20",
      callers = {ProgramType.SK_MSG},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long push(int start, int length) {
    return HelperTwin.number("msg_push_data", start, length);
  }

  /**
   * Takes bytes out of the message ({@code bpf_msg_pop_data}, Linux 5.0).
   *
   * @param start where
   * @param length how many
   * @return 0, or a negative errno
   */
  @Helper(
      id = 91,
      name = "msg_pop_data",
      since = "5.0",
      callers = {ProgramType.SK_MSG},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long pop(int start, int length) {
    return HelperTwin.number("msg_pop_data", start, length);
  }
}
