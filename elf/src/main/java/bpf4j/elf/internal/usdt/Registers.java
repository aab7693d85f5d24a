package bpf4j.elf.internal.usdt;

import bpf4j.elf.usdt.UsdtRegister;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The registers of a processor by their names in assembly, and where the kernel saves them ({@code
 * arch/x86/include/asm/ptrace.h}, {@code arch/arm64/include/uapi/asm/ptrace.h}).
 */
final class Registers {
  /**
   * The fields of {@code struct pt_regs} on x86-64 in order, eight bytes each: the names of the
   * register with 64, 32, 16 and 8 bits, and of its second byte.
   */
  private static final String X86 =
      """
      r15 r15d r15w r15b
      r14 r14d r14w r14b
      r13 r13d r13w r13b
      r12 r12d r12w r12b
      rbp ebp bp bpl
      rbx ebx bx bl bh
      r11 r11d r11w r11b
      r10 r10d r10w r10b
      r9 r9d r9w r9b
      r8 r8d r8w r8b
      rax eax ax al ah
      rcx ecx cx cl ch
      rdx edx dx dl dh
      rsi esi si sil
      rdi edi di dil
      -
      rip eip ip
      -
      -
      rsp esp sp spl
      """;

  private static final int[] WIDTHS = {64, 32, 16, 8, 8};
  private static final int SECOND_BYTE = 4;
  private static final int WORD = 8;
  private static final int ARM_GENERAL = 31;

  static final Registers X86_64 = new Registers(x86());
  static final Registers ARM_64 = new Registers(arm());

  private final Map<String, UsdtRegister> byName;

  private Registers(Map<String, UsdtRegister> byName) {
    this.byName = byName;
  }

  Optional<UsdtRegister> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Map<String, UsdtRegister> x86() {
    Map<String, UsdtRegister> registers = new HashMap<>();
    int offset = 0;
    for (String line : X86.split("\n")) {
      String[] names = line.split(" ");
      for (int i = 0; i < names.length; i++) {
        int shift = i == SECOND_BYTE ? 8 : 0;
        registers.put(names[i], new UsdtRegister(names[i], offset, shift, WIDTHS[i]));
      }
      offset += WORD;
    }
    registers.remove("-");
    return Map.copyOf(registers);
  }

  private static Map<String, UsdtRegister> arm() {
    Map<String, UsdtRegister> registers = new HashMap<>();
    for (int i = 0; i < ARM_GENERAL; i++) {
      registers.put("x" + i, new UsdtRegister("x" + i, i * WORD, 0, 64));
      registers.put("w" + i, new UsdtRegister("w" + i, i * WORD, 0, 32));
    }
    registers.put("fp", new UsdtRegister("fp", 29 * WORD, 0, 64));
    registers.put("lr", new UsdtRegister("lr", 30 * WORD, 0, 64));
    registers.put("sp", new UsdtRegister("sp", ARM_GENERAL * WORD, 0, 64));
    registers.put("wsp", new UsdtRegister("wsp", ARM_GENERAL * WORD, 0, 32));
    registers.put("pc", new UsdtRegister("pc", (ARM_GENERAL + 1) * WORD, 0, 64));
    return Map.copyOf(registers);
  }
}
