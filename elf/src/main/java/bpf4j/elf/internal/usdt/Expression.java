package bpf4j.elf.internal.usdt;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sum of numbers and at most one symbol, as in {@code -8+4}, {@code counters+16} or {@code 0x10}.
 *
 * @param hasSymbol whether the value is an address of the file
 * @param value the sum
 */
record Expression(boolean hasSymbol, long value) {
  private static final Pattern TERM =
      Pattern.compile("([+-]?)(?:(0[xX][0-9a-fA-F]{1,16}|\\d{1,20})|([A-Za-z_.$][\\w.$@]*))");

  /** Parses an expression; the empty one is 0. */
  static Expression parse(String text, ElfFile file) throws OperandException {
    String rest = text.replace(" ", "");
    Matcher term = TERM.matcher(rest);
    long sum = 0;
    boolean hasSymbol = false;
    int at = 0;
    while (at < rest.length()) {
      // Only the first term may do without a sign.
      if (!term.find(at) || term.start() != at || (at > 0 && term.group(1).isEmpty())) {
        throw new OperandException("'" + text + "' is no sum of numbers and a symbol");
      }
      boolean isMinus = term.group(1).equals("-");
      long value;
      if (term.group(2) != null) {
        value = number(term.group(2));
      } else if (isMinus || hasSymbol) {
        throw new OperandException("'" + text + "' is no distance from one symbol");
      } else {
        value = address(term.group(3), file);
        hasSymbol = true;
      }
      sum += isMinus ? -value : value;
      at = term.end();
    }
    return new Expression(hasSymbol, sum);
  }

  private static long number(String text) throws OperandException {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Long.parseUnsignedLong(text.substring(2), 16);
      }
      // A leading zero means octal to the assembler.
      return Long.parseUnsignedLong(text, text.length() > 1 && text.startsWith("0") ? 8 : 10);
    } catch (NumberFormatException e) {
      throw new OperandException(text + " is no number of 64 bits");
    }
  }

  private static long address(String name, ElfFile file) throws OperandException {
    Optional<ElfSymbol> symbol = file.findSymbol(name);
    if (symbol.isEmpty()) {
      throw new OperandException("the file has no symbol " + name + "; it may have been stripped");
    }
    if (symbol.get().type() == ElfSymbol.STT_TLS) {
      throw new OperandException(name + " is of a thread, at no fixed address");
    }
    return symbol.get().value();
  }
}
