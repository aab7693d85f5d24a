package bpf4j.elf.internal.usdt;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtRegister;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operands of x86 in the syntax of AT&amp;T: {@code $5}, {@code %rax}, {@code -8(%rbp)}, {@code
 * 8(%rax,%rcx,4)}, {@code counter+4(%rip)}, {@code counter}.
 */
final class X86Operands implements Operands {
  private static final Pattern ADDRESS =
      Pattern.compile("([^()]*)\\( *%(\\w+) *(?:, *%(\\w+) *(?:, *([1248]) *)?)?\\)");
  private static final Pattern SCALED =
      Pattern.compile("([^()]*)\\( *, *%(\\w+) *(?:, *([1248]) *)?\\)");

  private final ElfFile file;
  private final long site;

  X86Operands(ElfFile file, long site) {
    this.file = file;
    this.site = site;
  }

  @Override
  public UsdtArgument parse(int size, boolean isSigned, String text) throws OperandException {
    if (text.startsWith("$")) {
      return new UsdtArgument.Constant(size, isSigned, constant(text.substring(1)));
    }
    if (text.startsWith("%") && text.indexOf(':') < 0) {
      return new UsdtArgument.Register(size, isSigned, value(text.substring(1), size));
    }
    if (text.indexOf(':') >= 0) {
      throw new OperandException("segment registers lead to memory of a thread, which is not read");
    }
    Matcher address = ADDRESS.matcher(text);
    if (address.matches()) {
      return memory(size, isSigned, address);
    }
    if (SCALED.matcher(text).matches()) {
      throw new OperandException("an address without a base register is not of this file");
    }
    if (text.indexOf('(') >= 0 || text.indexOf('*') >= 0) {
      throw new OperandException("'" + text + "' is no operand of x86");
    }
    Expression place = Expression.parse(text, file);
    if (!place.hasSymbol()) {
      throw new OperandException("a fixed address is not of this file");
    }
    return variable(size, isSigned, place);
  }

  private long constant(String text) throws OperandException {
    Expression expression = Expression.parse(text, file);
    if (expression.hasSymbol() && file.header().type() != ElfHeader.ET_EXEC) {
      throw new OperandException("the address " + text + " depends on where the file is loaded");
    }
    return expression.value();
  }

  private UsdtArgument memory(int size, boolean isSigned, Matcher address) throws OperandException {
    UsdtRegister base = register(address.group(2));
    Expression displacement = Expression.parse(address.group(1), file);
    if (isInstructionPointer(base)) {
      if (!displacement.hasSymbol() || address.group(3) != null) {
        throw new OperandException(
            "a number relative to the instruction pointer does not say of which instruction");
      }
      return variable(size, isSigned, displacement);
    }
    if (displacement.hasSymbol() && file.header().type() != ElfHeader.ET_EXEC) {
      throw new OperandException("the address depends on where the file is loaded");
    }
    Optional<UsdtArgument.Index> index = Optional.empty();
    if (address.group(3) != null) {
      int scale = address.group(4) == null ? 1 : Integer.parseInt(address.group(4));
      index = Optional.of(new UsdtArgument.Index(register(address.group(3)), false, scale));
    }
    return new UsdtArgument.Memory(size, isSigned, base, index, displacement.value());
  }

  private UsdtArgument variable(int size, boolean isSigned, Expression place) {
    return new UsdtArgument.Variable(size, isSigned, place.value(), place.value() - site);
  }

  private static boolean isInstructionPointer(UsdtRegister register) {
    return register.name().endsWith("ip");
  }

  private static UsdtRegister register(String name) throws OperandException {
    UsdtRegister register =
        Registers.X86_64
            .find(name)
            .orElseThrow(
                () ->
                    new OperandException(
                        name + " is not among the registers that the kernel saves"));
    if (register.bits() < 32) {
      throw new OperandException(name + " is too narrow for an address");
    }
    return register;
  }

  private static UsdtRegister value(String name, int size) throws OperandException {
    UsdtRegister register =
        Registers.X86_64
            .find(name)
            .orElseThrow(
                () ->
                    new OperandException(
                        name + " is not among the registers that the kernel saves"));
    // Notes name the register of the operand's type: a long that is said to have 8 bytes may be in
    // "eax" when the compiler knows its upper half. The whole register counts then, as for others
    // who read notes; only a second byte is a part that size alone does not tell.
    if (register.shift() != 0 && size != 1) {
      throw new OperandException(size + " bytes are not in " + name);
    }
    return register;
  }
}
