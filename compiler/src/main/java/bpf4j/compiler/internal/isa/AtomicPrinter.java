package bpf4j.compiler.internal.isa;

/** The text of one atomic instruction. */
final class AtomicPrinter extends InsnText {
  private final MemSize size;

  AtomicPrinter(StringBuilder out, long insn) {
    super(out, insn);
    this.size = MemSize.ofOpcode(opcode);
  }

  @Override
  boolean print() {
    if (imm == Opcode.LOAD_ACQ) {
      value(dst).append(" = load_acquire(");
      typedAddress('u', size, src).append(')');
      return true;
    }
    if (imm == Opcode.STORE_REL) {
      out.append("store_release(");
      typedAddress('u', size, dst).append(", ");
      value(src).append(')');
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
    typedAddress('u', size, dst).append(' ').append(operator).append(' ');
    value(src);
    return true;
  }

  private boolean fetch(String operation) {
    value(src).append(" = atomic_fetch_").append(operation).append('(');
    typedAddress('u', size, dst).append(", ");
    value(src).append(')');
    return true;
  }

  private boolean exchange() {
    value(src).append(size == MemSize.DW ? " = xchg_64(" : " = xchg32_32(");
    address(dst, off).append(", ");
    value(src).append(')');
    return true;
  }

  private boolean compareExchange() {
    value(Assembler.R0).append(size == MemSize.DW ? " = cmpxchg_64(" : " = cmpxchg32_32(");
    address(dst, off).append(", ");
    value(Assembler.R0).append(", ");
    value(src).append(')');
    return true;
  }

  private StringBuilder value(int register) {
    return out.append(size == MemSize.DW ? 'r' : 'w').append(register);
  }
}
