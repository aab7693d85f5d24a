package bpf4j.elf.internal.usdt;

import bpf4j.elf.ElfFormatException;
import bpf4j.elf.usdt.UsdtArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text with a site's arguments, and parses what is common to all processors. */
final class Arguments {
  private static final Pattern SIZED = Pattern.compile("(-?)(\\d{1,4})(f?)@(.*)", Pattern.DOTALL);

  /** More than any compiler can emit: an {@code asm} takes 30 operands. */
  private static final int MOST = 64;

  private Arguments() {}

  /**
   * Parses the arguments of a site.
   *
   * @param text the arguments as the note gives them
   * @param wordSize the size of an argument that does not say its own
   * @param operands parses the operand of the processor
   */
  static List<UsdtArgument> parse(String text, int wordSize, Operands operands) {
    List<UsdtArgument> arguments = new ArrayList<>();
    // A lone colon stands for no arguments.
    if (!text.equals(":")) {
      for (String argument : split(text)) {
        arguments.add(argument(argument, wordSize, operands));
      }
    }
    return arguments;
  }

  private static UsdtArgument argument(String text, int wordSize, Operands operands) {
    Matcher sized = SIZED.matcher(text);
    boolean hasSize = sized.matches();
    int size = hasSize ? Integer.parseInt(sized.group(2)) : wordSize;
    boolean isSigned = hasSize && !sized.group(1).isEmpty();
    try {
      if (hasSize && !sized.group(3).isEmpty()) {
        throw new OperandException("floating point does not exist in BPF");
      }
      if (size != 1 && size != 2 && size != 4 && size != 8) {
        throw new OperandException("a value of " + size + " bytes does not fit in a long");
      }
      return operands.parse(size, isSigned, hasSize ? sized.group(4) : text);
    } catch (OperandException e) {
      return new UsdtArgument.Unreadable(size, isSigned, text, e.getMessage());
    }
  }

  /** Splits at white space outside of brackets: operands of arm64 have some inside. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean isEnd = i == text.length() || (depth <= 0 && isSpace(c));
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      }
      if (isEnd && start >= 0) {
        parts.add(text.substring(start, i));
        start = -1;
        if (parts.size() > MOST) {
          throw new ElfFormatException("a probe with more than " + MOST + " arguments");
        }
      } else if (!isEnd && start < 0 && !isSpace(c)) {
        start = i;
      }
    }
    return parts;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
