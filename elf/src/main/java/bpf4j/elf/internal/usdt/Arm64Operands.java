package bpf4j.elf.internal.usdt;

import bpf4j.elf.ElfFile;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtRegister;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operands of arm64: {@code 5}, {@code #5}, {@code x0}, {@code wzr}, {@code [sp, 16]}, {@code [x0,
 * #:lo12:counter]}, {@code [x0, x1, lsl 3]}, {@code [x0, w1, sxtw #2]}.
 */
final class Arm64Operands implements Operands {
  private static final Pattern NUMBER = Pattern.compile("#?(-?(?:0[xX][0-9a-fA-F]+|\\d+))");
  private static final Pattern ADDRESS =
      Pattern.compile("\\[ *(\\w+) *(?:, *([^,\\]]+?) *(?:, *([a-z]+)(?: *#?(\\d))? *)?)?\\]");
  private static final Pattern LOW_BITS = Pattern.compile("#?:lo12:(.*)");
  private static final int PAGE_MASK = 0xfff;
  private static final int MOST_SHIFT = 4;

  private final ElfFile file;

  Arm64Operands(ElfFile file) {
    this.file = file;
  }

  @Override
  public UsdtArgument parse(int size, boolean isSigned, String text) throws OperandException {
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      long value = Expression.parse(number.group(1), file).value();
      return new UsdtArgument.Constant(size, isSigned, value);
    }
    if (text.equals("xzr") || text.equals("wzr")) {
      return new UsdtArgument.Constant(size, isSigned, 0);
    }
    if (!text.startsWith("[")) {
      return new UsdtArgument.Register(size, isSigned, register(text));
    }
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new OperandException("'" + text + "' is no operand of arm64");
    }
    UsdtRegister base = wide(address.group(1));
    String offset = address.group(2);
    if (offset == null) {
      return new UsdtArgument.Memory(size, isSigned, base, Optional.empty(), 0);
    }
    if (Registers.ARM_64.find(offset).isPresent()) {
      UsdtArgument.Index index = index(register(offset), address.group(3), address.group(4));
      return new UsdtArgument.Memory(size, isSigned, base, Optional.of(index), 0);
    }
    if (address.group(3) != null) {
      throw new OperandException("'" + text + "' shifts what is no register");
    }
    return new UsdtArgument.Memory(size, isSigned, base, Optional.empty(), displacement(offset));
  }

  private long displacement(String text) throws OperandException {
    Matcher low = LOW_BITS.matcher(text);
    if (low.matches()) {
      // Files are loaded at whole pages, so these bits are the same wherever that is.
      return Expression.parse(low.group(1), file).value() & PAGE_MASK;
    }
    Expression number = Expression.parse(text.startsWith("#") ? text.substring(1) : text, file);
    if (number.hasSymbol()) {
      throw new OperandException("'" + text + "' is neither a register nor a number");
    }
    return number.value();
  }

  private static UsdtArgument.Index index(UsdtRegister register, String extension, String amount)
      throws OperandException {
    String kind = extension == null ? "lsl" : extension;
    boolean isNarrow = register.bits() == 32;
    boolean fits =
        switch (kind) {
          case "uxtw", "sxtw" -> isNarrow;
          case "sxtx" -> !isNarrow;
          case "lsl" -> !isNarrow;
          default -> false;
        };
    int shift = amount == null ? 0 : Integer.parseInt(amount);
    if (!fits || shift > MOST_SHIFT) {
      throw new OperandException(
          "the index " + register.name() + " is not extended as '" + kind + " " + shift + "'");
    }
    return new UsdtArgument.Index(register, kind.equals("sxtw"), 1 << shift);
  }

  private static UsdtRegister wide(String name) throws OperandException {
    UsdtRegister register = register(name);
    if (register.bits() != 64) {
      throw new OperandException(name + " is too narrow for an address");
    }
    return register;
  }

  private static UsdtRegister register(String name) throws OperandException {
    return Registers.ARM_64
        .find(name)
        .orElseThrow(
            () -> new OperandException(name + " is not among the registers that the kernel saves"));
  }
}
