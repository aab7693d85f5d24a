package bpf4j.compiler.internal.simulate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format strings of {@code bpf_trace_printk}, as far as they print numbers.
 *
 * <p>{@code %} is followed by flags out of {@code 0 + - space}, a width, {@code l} or {@code ll},
 * and one of {@code d i u x X}, or by another {@code %} ({@code bpf_bprintf_prepare} in {@code
 * kernel/bpf/helpers.c}). Without an {@code l} the lower 32 bits are printed.
 */
public final class TraceFormat {
  private static final Pattern CONVERSION =
      Pattern.compile("%(?:(%)|([0+\\- ]*)(\\d*)(l{0,2})([diuxX]))|%");

  private TraceFormat() {}

  /**
   * How many numbers a format prints.
   *
   * @throws IllegalArgumentException when the kernel would refuse the format, or a conversion
   *     prints no number
   */
  public static int arguments(String format) {
    int count = 0;
    Matcher conversion = CONVERSION.matcher(format);
    while (conversion.find()) {
      if (conversion.group(5) != null) {
        count++;
      } else if (conversion.group(1) == null) {
        throw new IllegalArgumentException(
            "at %d of \"%s\": the kernel prints %%d %%i %%u %%x %%X, with l or ll for long, and %%%%"
                .formatted(conversion.start(), format));
      }
    }
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c >= 0x7F || (c < ' ' && !Character.isWhitespace(c))) {
        throw new IllegalArgumentException(
            "at %d of \"%s\": the kernel prints ASCII only".formatted(i, format));
      }
    }
    return count;
  }

  /**
   * The text that the kernel would write.
   *
   * @throws IllegalArgumentException when the kernel would refuse the format, or it prints another
   *     number of arguments
   */
  public static String format(String format, long... arguments) {
    int expected = arguments(format);
    if (expected != arguments.length) {
      throw new IllegalArgumentException(
          "\"%s\" prints %d numbers, not %d".formatted(format, expected, arguments.length));
    }
    StringBuilder text = new StringBuilder();
    Matcher conversion = CONVERSION.matcher(format);
    int next = 0;
    while (conversion.find()) {
      String replacement =
          conversion.group(1) != null ? "%" : number(conversion, arguments[next++]);
      conversion.appendReplacement(text, Matcher.quoteReplacement(replacement));
    }
    return conversion.appendTail(text).toString();
  }

  private static String number(Matcher conversion, long argument) {
    String flags = conversion.group(2);
    boolean isInt = conversion.group(4).isEmpty();
    String digits =
        switch (conversion.group(5)) {
          case "x" -> Long.toHexString(isInt ? argument & 0xFFFF_FFFFL : argument);
          case "X" ->
              Long.toHexString(isInt ? argument & 0xFFFF_FFFFL : argument)
                  .toUpperCase(java.util.Locale.ROOT);
          case "u" -> Long.toUnsignedString(isInt ? argument & 0xFFFF_FFFFL : argument);
          default -> signed(isInt ? (int) argument : argument, flags);
        };
    int width = conversion.group(3).isEmpty() ? 0 : Integer.parseInt(conversion.group(3));
    return pad(digits, width, flags);
  }

  private static String signed(long value, String flags) {
    if (value < 0) {
      return Long.toString(value);
    }
    String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    return sign + value;
  }

  private static String pad(String digits, int width, String flags) {
    int missing = width - digits.length();
    if (missing <= 0) {
      return digits;
    }
    if (flags.contains("-")) {
      return digits + " ".repeat(missing);
    }
    if (!flags.contains("0")) {
      return " ".repeat(missing) + digits;
    }
    int sign = Character.isDigit(digits.charAt(0)) || Character.isLetter(digits.charAt(0)) ? 0 : 1;
    return digits.substring(0, sign) + "0".repeat(missing) + digits.substring(sign);
  }
}
