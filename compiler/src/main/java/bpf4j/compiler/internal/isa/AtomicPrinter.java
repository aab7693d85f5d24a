package bpf4j.compiler.internal.isa;

/** The text of one atomic instruction. */
final class AtomicPrinter {
  private final StringBuilder out;
  private final MemSize size;
  private final int dst;
  private final int src;
  private final int off;
  private final int imm;

  AtomicPrinter(StringBuilder out, long insn) {
    this.out = out;
    this.size = MemSize.ofOpcode(Insn.opcode(insn));
    this.dst = Insn.dst(insn);
    this.src = Insn.src(insn);
    this.off = Insn.off(insn);
    this.imm = Insn.imm(insn);
  }

  boolean print() {
    if (imm == Opcode.LOAD_ACQ) {
      register(dst).append(" = load_acquire(");
      typedAddress(src).append(')');
      return true;
    }
    if (imm == Opcode.STORE_REL) {
      out.append("store_release(");
      typedAddress(dst).append(", ");
      register(src).append(')');
      return true;
    }
    return (size == MemSize.W || size == MemSize.DW) && readModifyWrite();
  }

  private boolean readModifyWrite() {
    return switch (imm) {
      case Opcode.XCHG -> exchange();
      case Opcode.CMPXCHG -> compareExchange();
      case Opcode.ADD -> plain("+=");
      case Opcode.OR -> plain("|=");
      case Opcode.AND -> plain("&=");
      case Opcode.XOR -> plain("^=");
      case Opcode.ADD | Opcode.FETCH -> fetch("add");
      case Opcode.OR | Opcode.FETCH -> fetch("or");
      case Opcode.AND | Opcode.FETCH -> fetch("and");
      case Opcode.XOR | Opcode.FETCH -> fetch("xor");
      default -> false;
    };
  }

  private boolean plain(String operator) {
    out.append("lock *");
    typedAddress(dst).append(' ').append(operator).append(' ');
    register(src);
    return true;
  }

  private boolean fetch(String operation) {
    register(src).append(" = atomic_fetch_").append(operation).append('(');
    typedAddress(dst).append(", ");
    register(src).append(')');
    return true;
  }

  private boolean exchange() {
    register(src).append(size == MemSize.DW ? " = xchg_64(" : " = xchg32_32(");
    address(dst).append(", ");
    register(src).append(')');
    return true;
  }

  private boolean compareExchange() {
    register(Assembler.R0).append(size == MemSize.DW ? " = cmpxchg_64(" : " = cmpxchg32_32(");
    address(dst).append(", ");
    register(Assembler.R0).append(", ");
    register(src).append(')');
    return true;
  }

  private StringBuilder typedAddress(int base) {
    out.append("(u").append(size.bytes() * 8).append(" *)(");
    return address(base).append(')');
  }

  private StringBuilder address(int base) {
    out.append('r').append(base);
    InsnPrinter.appendOffset(out, off);
    return out;
  }

  private StringBuilder register(int register) {
    return out.append(size == MemSize.DW ? 'r' : 'w').append(register);
  }
}
