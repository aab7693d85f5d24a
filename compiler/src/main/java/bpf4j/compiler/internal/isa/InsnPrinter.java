package bpf4j.compiler.internal.isa;

/**
 * The text of one instruction. An instruction is printed only when its text says everything that
 * its bits say: a field that must be zero and is not makes it a {@code .quad}.
 */
final class InsnPrinter {
  private InsnPrinter() {}

  static void print(
      StringBuilder out, long[] slots, int position, Annotations names, boolean labels) {
    long insn = slots[position];
    boolean whole = isWholeLoad(slots, position);
    int start = out.length();
    boolean registers = Insn.dst(insn) <= Assembler.FP && Insn.src(insn) <= Assembler.FP;
    InsnText text =
        whole
            ? new ImmediatePrinter(
                out, insn, Insn.imm(slots[position + 1]), position, names, labels)
            : oneSlot(out, insn, position, names, labels);
    if (!registers || !text.print()) {
      out.setLength(start);
      hex(out.append(".quad 0x"), insn);
      if (whole) {
        hex(out.append(", 0x"), slots[position + 1]);
      }
    }
  }

  /** Whether both slots of a 64-bit immediate load are there. */
  static boolean isWholeLoad(long[] slots, int position) {
    return Insn.slots(slots[position]) == 2
        && position + 1 < slots.length
        && (slots[position + 1] & 0xffffffffL) == 0;
  }

  /** The slot that a jump, a call of a BPF function or the load of one refers to, or -1. */
  static int target(long insn, int position) {
    if (Insn.isJump(insn)) {
      return Insn.jumpTarget(insn, position);
    }
    boolean call =
        Insn.opcode(insn) == (Opcode.JMP | Opcode.CALL) && Insn.src(insn) == Opcode.PSEUDO_CALL;
    boolean load = Insn.opcode(insn) == Insn.LD_IMM64 && Insn.src(insn) == Opcode.PSEUDO_FUNC;
    return call || load ? position + 1 + Insn.imm(insn) : -1;
  }

  private static InsnText oneSlot(
      StringBuilder out, long insn, int position, Annotations names, boolean labels) {
    return switch (Insn.cls(insn)) {
      case Opcode.ALU, Opcode.ALU64 -> new AluPrinter(out, insn);
      case Opcode.JMP, Opcode.JMP32 -> new JumpPrinter(out, insn, position, names, labels);
      case Opcode.STX ->
          (Insn.opcode(insn) & Opcode.MODE_MASK) == Opcode.ATOMIC
              ? new AtomicPrinter(out, insn)
              : new MemoryPrinter(out, insn);
      default -> new MemoryPrinter(out, insn);
    };
  }

  private static void hex(StringBuilder out, long slot) {
    String digits = Long.toHexString(slot);
    out.append("0".repeat(16 - digits.length())).append(digits);
  }
}
