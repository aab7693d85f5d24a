package bpf4j.compiler.internal.isa;

/**
 * The fields of the instruction being printed, and where its text goes. The printers of the
 * instruction classes build on it; each answers whether the text says everything that the bits say,
 * and what it wrote is dropped when not.
 */
abstract class InsnText {
  final StringBuilder out;
  final long insn;
  final int opcode;
  final int dst;
  final int src;
  final int off;
  final int imm;

  InsnText(StringBuilder out, long insn) {
    this.out = out;
    this.insn = insn;
    this.opcode = Insn.opcode(insn);
    this.dst = Insn.dst(insn);
    this.src = Insn.src(insn);
    this.off = Insn.off(insn);
    this.imm = Insn.imm(insn);
  }

  /** Writes the text; false when this is no valid instruction. */
  abstract boolean print();

  /** Whether arithmetic and compares are on 64 bits. */
  final boolean is64() {
    int cls = opcode & Opcode.CLASS_MASK;
    return cls == Opcode.ALU64 || cls == Opcode.JMP;
  }

  /** Whether the second operand of arithmetic and compares is a register. */
  final boolean isRegister() {
    return (opcode & Opcode.SOURCE_MASK) == Opcode.X;
  }

  /** Whether the field that the second operand's kind leaves unused is zero. */
  final boolean isOperandClean() {
    return isRegister() ? imm == 0 : src == 0;
  }

  final void operand() {
    if (isRegister()) {
      register(src);
    } else {
      out.append(imm);
    }
  }

  final StringBuilder register(int register) {
    return out.append(is64() ? 'r' : 'w').append(register);
  }

  /** A base register and a constant. */
  final StringBuilder address(int base, long constant) {
    out.append('r').append(base).append(constant < 0 ? " - " : " + ");
    return out.append(Math.abs(constant));
  }

  /** An address with the type of what is there. */
  final StringBuilder typedAddress(char sign, MemSize size, int base) {
    out.append('(').append(sign).append(size.bytes() * 8).append(" *)(");
    return address(base, off).append(')');
  }
}
