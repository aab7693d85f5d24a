package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program that decodes infrared signals reports.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Infrared {
  private Infrared() {}

  /**
   * The last key is still held ({@code bpf_rc_repeat}, Linux 4.18, GPL-only).
   *
   * @return 0
   */
  @Helper(
      id = 77,
      name = "rc_repeat",
      since = "4.18",
      callers = {ProgramType.LIRC_MODE2},
      gplOnly = true,
      arguments = {Argument.CONTEXT},
      result = Result.STATUS)
  public static long repeat() {
    return HelperTwin.number("rc_repeat");
  }

  /**
   * A key is pressed ({@code bpf_rc_keydown}, Linux 4.18, GPL-only).
   *
   * @param protocol {@code RC_PROTO_*}
   * @param code the key's code
   * @param toggle changes from one press to the next
   * @return 0
   */
  @Helper(
      id = 78,
      name = "rc_keydown",
      since = "4.18",
      callers = {ProgramType.LIRC_MODE2},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long press(int protocol, long code, int toggle) {
    return HelperTwin.number("rc_keydown", protocol, code, toggle);
  }

  /**
   * The pointer is moved ({@code bpf_rc_pointer_rel}, Linux 5.0, GPL-only).
   *
   * @param x to the right
   * @param y down
   * @return 0
   */
  @Helper(
      id = 92,
      name = "rc_pointer_rel",
      since = "5.0",
      callers = {ProgramType.LIRC_MODE2},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long movePointer(int x, int y) {
    return HelperTwin.number("rc_pointer_rel", x, y);
  }
}
