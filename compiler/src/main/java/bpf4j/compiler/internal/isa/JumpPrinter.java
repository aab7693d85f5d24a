package bpf4j.compiler.internal.isa;

/** The text of one jump, call or exit. */
final class JumpPrinter extends ReferringText {
  private static final Cond[] CONDS = new Cond[16];

  static {
    for (Cond cond : Cond.values()) {
      CONDS[cond.code() >> 4] = cond;
    }
  }

  JumpPrinter(StringBuilder out, long insn, int position, Annotations names, boolean labels) {
    super(out, insn, position, names, labels);
  }

  @Override
  boolean print() {
    return switch (opcode & Opcode.OP_MASK) {
      case Opcode.JA -> always();
      case Opcode.CALL -> call();
      case Opcode.EXIT -> exit();
      case Opcode.JCOND -> mayGoto();
      default -> conditional();
    };
  }

  private boolean exit() {
    out.append("exit");
    return insn == (Opcode.JMP | Opcode.EXIT);
  }

  private boolean mayGoto() {
    relative("may_goto ", off);
    return Insn.isJump(insn) && dst == 0 && src == Opcode.MAY_GOTO && imm == 0;
  }

  private boolean always() {
    if (isRegister()) {
      out.append("gotox r").append(dst);
      return is64() && src == 0 && off == 0 && imm == 0;
    }
    relative(is64() ? "goto " : "gotol ", is64() ? off : imm);
    return dst == 0 && src == 0 && (is64() ? imm : off) == 0;
  }

  private boolean conditional() {
    Cond cond = CONDS[(opcode & Opcode.OP_MASK) >> 4];
    if (cond == null || !isOperandClean()) {
      return false;
    }
    out.append("if ");
    register(dst).append(' ').append(cond.symbol()).append(' ');
    operand();
    relative(" goto ", off);
    return true;
  }

  private boolean call() {
    boolean kernelFunction = src == Opcode.PSEUDO_KFUNC_CALL;
    if (!is64() || isRegister() || dst != 0 || (off != 0 && !kernelFunction)) {
      return false;
    }
    if (src == Opcode.PSEUDO_CALL) {
      relative("call pc", imm);
    } else if (kernelFunction) {
      out.append("call kfunc ").append(imm);
      if (off != 0) {
        out.append(" of fd_array ").append(off);
      }
      name(names.kernelFunction(imm, off));
    } else {
      out.append("call ").append(imm);
      name(names.helper(imm));
    }
    return src <= Opcode.PSEUDO_KFUNC_CALL;
  }
}
