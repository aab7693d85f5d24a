package bpf4j.compiler.internal.isa;

/** The text of one arithmetic instruction. */
final class AluPrinter extends InsnText {
  private static final AluOp[] OPS = new AluOp[32];

  static {
    for (AluOp op : AluOp.values()) {
      OPS[index(op.code(), op.off())] = op;
    }
  }

  AluPrinter(StringBuilder out, long insn) {
    super(out, insn);
  }

  @Override
  boolean print() {
    return switch (opcode & Opcode.OP_MASK) {
      case Opcode.NEG -> negation();
      case Opcode.END -> byteOrder();
      default -> binary();
    };
  }

  private boolean binary() {
    if (isRegister() && (opcode & Opcode.OP_MASK) == Opcode.MOV && off != 0) {
      return extendOrCast();
    }
    int op = opcode & Opcode.OP_MASK;
    AluOp alu = (off & ~1) == 0 ? OPS[index(op, off)] : null;
    if (alu == null || !isOperandClean()) {
      return false;
    }
    register(dst).append(' ').append(alu.symbol()).append(' ');
    operand();
    return true;
  }

  private boolean extendOrCast() {
    boolean is64 = is64();
    if (is64 && off == Opcode.ADDR_SPACE_CAST) {
      register(dst).append(" = addr_space_cast(");
      register(src).append(", ").append(imm >>> 16).append(", ").append(imm & 0xffff).append(')');
      return true;
    }
    if (imm != 0 || (off != 8 && off != 16 && !(off == 32 && is64))) {
      return false;
    }
    register(dst).append(" = (s").append(off).append(')');
    register(src);
    return true;
  }

  private boolean negation() {
    if (isRegister() || src != 0 || off != 0 || imm != 0) {
      return false;
    }
    register(dst).append(" = -");
    register(dst);
    return true;
  }

  private boolean byteOrder() {
    boolean swap = is64();
    if (src != 0 || off != 0 || (imm != 16 && imm != 32 && imm != 64) || (swap && isRegister())) {
      return false;
    }
    String kind = swap ? "bswap" : isRegister() ? "be" : "le";
    out.append('r').append(dst).append(" = ").append(kind).append(imm);
    out.append(" r").append(dst);
    return true;
  }

  private static int index(int op, int off) {
    return (op >> 4) | (off << 4);
  }
}
