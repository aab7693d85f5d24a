package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;

/**
 * Texts: compared, made of numbers, and written to the kernel's trace log.
 *
 * <p>On the JVM, {@link #compare} compares; the others answer as a {@link
 * bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Text {
  private Text() {}

  /**
   * Compares bytes, up to the first zero among them, with a constant ({@code bpf_strncmp}, Linux
   * 5.17).
   *
   * @param text the bytes
   * @param with a constant
   * @return 0 if they are equal, less than 0 if the bytes come first, else more
   */
  @Helper(
      id = 182,
      name = "strncmp",
      since = "5.17",
      arguments = {Argument.MEMORY, Argument.SIZE, Argument.READ_ONLY_STRING})
  public static long compare(byte[] text, String with) {
    return HelperTwin.compare(text, with);
  }

  /**
   * Makes a text of numbers, with an ending zero, cut to the array's length ({@code bpf_snprintf},
   * Linux 5.13, GPL-only).
   *
   * @param to takes the text
   * @param format a constant: {@code %d}, {@code %lx} and the like as for {@link
   *     bpf4j.compiler.Kernel#printk}; {@code %s} and {@code %pI4} take the address of kernel
   *     memory, {@code %pB} that of code
   * @param numbers one for each conversion
   * @return the length of the whole text with its ending zero, or a negative errno
   */
  @Helper(
      id = 165,
      name = "snprintf",
      since = "5.13",
      gplOnly = true,
      arguments = {
        Argument.UNINITIALIZED_MEMORY,
        Argument.SIZE,
        Argument.READ_ONLY_STRING,
        Argument.MEMORY,
        Argument.SIZE
      },
      result = Result.STATUS)
  public static long format(byte[] to, String format, long[] numbers) {
    return HelperTwin.number("snprintf", to, format, numbers);
  }

  /**
   * Writes a line to the trace log, with more numbers than {@link bpf4j.compiler.Kernel#printk}
   * takes ({@code bpf_trace_vprintk}, Linux 5.16, GPL-only).
   *
   * @param format a constant, as for {@link #format}
   * @param numbers one for each conversion, at most 12
   * @return the number of characters, or a negative errno
   */
  @Helper(
      id = 177,
      name = "trace_vprintk",
      since = "5.16",
      gplOnly = true,
      arguments = {Argument.STRING, Argument.SIZE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long print(String format, long[] numbers) {
    return HelperTwin.number("trace_vprintk", format, numbers);
  }
}
