package bpf4j.perf.trace;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the kernel's trace log.
 *
 * <pre>
 *            bash-1234    ( 1234) [001] d..21  5432.123456: bpf_trace_printk: hello
 *            name-thread  (process) [CPU] flags  time       source            text
 * </pre>
 *
 * <p>The process is there when the log's option {@code record-tgid} is on. The flags are four
 * characters up to Linux 5.16, then five, and may be off. Up to Linux 5.8 the source of what
 * programs print is {@code 0}, since then {@code bpf_trace_printk}.
 */
public sealed interface TraceLine {

  /**
   * What was written by a program, or by another tracepoint.
   *
   * @param name the thread's name, {@code <...>} where the log did not keep it
   * @param tid the thread
   * @param process the process, or -1 where the log does not say it
   * @param cpu the CPU
   * @param flags what the CPU was doing (interrupts off, preemption off and so on), one character
   *     each; empty if the log does not say it
   * @param time nanoseconds of the log's clock, since boot if it was not changed; the number itself
   *     for clocks that count something else
   * @param source the tracepoint
   * @param text the message
   */
  record Message(
      String name,
      int tid,
      int process,
      int cpu,
      String flags,
      long time,
      String source,
      String text)
      implements TraceLine {}

  /**
   * Messages that were written over before anybody read them.
   *
   * @param cpu the CPU whose messages they were
   * @param count how many
   */
  record Lost(int cpu, long count) implements TraceLine {}

  /**
   * A line that goes on with the message before, which has line ends of its own, or is none that is
   * known.
   *
   * @param text the line
   */
  record Other(String text) implements TraceLine {}

  /** A name has up to 15 characters of any kind, blanks and dashes as well. */
  Pattern MESSAGE =
      Pattern.compile(
          " *(.{1,16}?)-(\\d+) +(?:\\( *(\\d+|-+)\\) +)?\\[(\\d+)\\] +(?:([^ ]+) +)?"
              + "(\\d+)(?:\\.(\\d{6}))?: ([^ ]+?): ?(.*)",
          Pattern.DOTALL);

  /** {@code CPU:1 [LOST 42 EVENTS]}, the number missing where it is not known. */
  Pattern LOST = Pattern.compile("CPU:(\\d+) \\[LOST (?:(\\d+) )?EVENTS\\]");

  /**
   * Takes a line apart.
   *
   * @param line the line without its end
   * @return its parts
   */
  static TraceLine parse(String line) {
    Objects.requireNonNull(line, "line");
    try {
      Matcher message = MESSAGE.matcher(line);
      if (message.matches()) {
        return message(message);
      }
      Matcher lost = LOST.matcher(line);
      if (lost.matches()) {
        long count = lost.group(2) == null ? 0 : Long.parseLong(lost.group(2));
        return new Lost(Integer.parseInt(lost.group(1)), count);
      }
    } catch (NumberFormatException e) {
      // Digits that no kernel writes.
    }
    return new Other(line);
  }

  private static Message message(Matcher parts) {
    String process = parts.group(3);
    long time = Long.parseLong(parts.group(6));
    if (parts.group(7) != null) {
      time = time * 1_000_000_000L + Long.parseLong(parts.group(7)) * 1_000L;
    }
    return new Message(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        process == null || process.startsWith("-") ? -1 : Integer.parseInt(process),
        Integer.parseInt(parts.group(4)),
        parts.group(5) == null ? "" : parts.group(5),
        time,
        parts.group(8),
        parts.group(9));
  }
}
