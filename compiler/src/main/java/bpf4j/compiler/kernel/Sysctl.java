package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * The setting that is being read or written, for programs of type {@code
 * BPF_PROG_TYPE_CGROUP_SYSCTL}, and texts as numbers.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Sysctl {
  private Sysctl() {}

  /**
   * The setting's name, with an ending zero ({@code bpf_sysctl_get_name}, Linux 5.2).
   *
   * @param to takes it
   * @param flags 1 for the last part alone ({@code BPF_F_SYSCTL_BASE_NAME}), 0 for the path below
   *     {@code /proc/sys}
   * @return its length without the zero, or a negative errno
   */
  @Helper(
      id = 101,
      name = "sysctl_get_name",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long name(byte[] to, long flags) {
    return HelperTwin.number("sysctl_get_name", to, flags);
  }

  /**
   * The setting's value, with an ending zero ({@code bpf_sysctl_get_current_value}, Linux 5.2).
   *
   * @param to takes it
   * @return its length without the zero, or a negative errno
   */
  @Helper(
      id = 102,
      name = "sysctl_get_current_value",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long current(byte[] to) {
    return HelperTwin.number("sysctl_get_current_value", to);
  }

  /**
   * The value that is being written, with an ending zero ({@code bpf_sysctl_get_new_value}, Linux
   * 5.2).
   *
   * @param to takes it
   * @return its length without the zero, or a negative errno; {@code EINVAL} when the setting is
   *     being read
   */
  @Helper(
      id = 103,
      name = "sysctl_get_new_value",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long requested(byte[] to) {
    return HelperTwin.number("sysctl_get_new_value", to);
  }

  /**
   * Replaces the value that is being written ({@code bpf_sysctl_set_new_value}, Linux 5.2).
   *
   * @param from the value
   * @return 0, or a negative errno
   */
  @Helper(
      id = 104,
      name = "sysctl_set_new_value",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long replace(byte[] from) {
    return HelperTwin.number("sysctl_set_new_value", from);
  }

  /**
   * Reads a signed number off a text ({@code bpf_strtol}, Linux 5.2).
   *
   * @param text the text
   * @param base 8, 10 or 16; 0 to tell by the text
   * @param number one element, which takes the number
   * @return how many bytes were read, or a negative errno
   */
  @Helper(
      id = 105,
      name = "strtol",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.UNINITIALIZED_MEMORY},
      result = Result.STATUS)
  public static long parse(byte[] text, long base, long[] number) {
    return HelperTwin.number("strtol", text, base, number);
  }

  /**
   * Reads an unsigned number off a text ({@code bpf_strtoul}, Linux 5.2).
   *
   * @param text the text
   * @param base 8, 10 or 16; 0 to tell by the text
   * @param number one element, which takes the number
   * @return how many bytes were read, or a negative errno
   */
  @Helper(
      id = 106,
      name = "strtoul",
      since = "5.2",
      callers = {ProgramType.CGROUP_SYSCTL},
      arguments = {Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.UNINITIALIZED_MEMORY},
      result = Result.STATUS)
  public static long parseUnsigned(byte[] text, long base, long[] number) {
    return HelperTwin.number("strtoul", text, base, number);
  }
}
