package bpf4j.compiler.internal.isa;

/**
 * The text of one instruction. Prints an instruction only when its text says everything that its
 * bits say: a field that must be zero and is not makes it a {@code .quad}.
 */
final class InsnPrinter {
  private static final AluOp[] ALU_OPS = new AluOp[32];
  private static final Cond[] CONDS = new Cond[16];

  static {
    for (AluOp op : AluOp.values()) {
      ALU_OPS[aluIndex(op.code(), op.off())] = op;
    }
    for (Cond cond : Cond.values()) {
      CONDS[cond.code() >> 4] = cond;
    }
  }

  private final StringBuilder out;
  private final long insn;
  private final int opcode;
  private final int dst;
  private final int src;
  private final int off;
  private final int imm;
  private final int position;
  private final Annotations names;
  private final boolean labels;

  private InsnPrinter(
      StringBuilder out, long insn, int position, Annotations names, boolean labels) {
    this.out = out;
    this.insn = insn;
    this.opcode = Insn.opcode(insn);
    this.dst = Insn.dst(insn);
    this.src = Insn.src(insn);
    this.off = Insn.off(insn);
    this.imm = Insn.imm(insn);
    this.position = position;
    this.names = names;
    this.labels = labels;
  }

  static void print(
      StringBuilder out, long[] slots, int position, Annotations names, boolean labels) {
    InsnPrinter printer = new InsnPrinter(out, slots[position], position, names, labels);
    int start = out.length();
    boolean printed =
        isWholeLoad(slots, position)
            ? printer.load64(Insn.imm(slots[position + 1]))
            : printer.oneSlot();
    if (!printed) {
      out.setLength(start);
      quad(out, slots[position]);
      if (isWholeLoad(slots, position)) {
        out.append(", 0x");
        hex(out, slots[position + 1]);
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

  private boolean oneSlot() {
    if (dst > Assembler.FP || src > Assembler.FP) {
      return false;
    }
    return switch (opcode & Opcode.CLASS_MASK) {
      case Opcode.LD -> packetLoad();
      case Opcode.LDX -> load();
      case Opcode.ST -> storeImm();
      case Opcode.STX ->
          (opcode & Opcode.MODE_MASK) == Opcode.ATOMIC
              ? new AtomicPrinter(out, insn).print()
              : store();
      case Opcode.ALU, Opcode.ALU64 -> arithmetic();
      default -> jump();
    };
  }

  // ---- arithmetic

  private boolean arithmetic() {
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
    AluOp alu = (off & ~1) == 0 ? ALU_OPS[aluIndex(op, off)] : null;
    if (alu == null || !sourceIsClean()) {
      return false;
    }
    register(dst).append(' ').append(alu.symbol()).append(' ');
    return operand();
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

  // ---- memory

  private boolean packetLoad() {
    int mode = opcode & Opcode.MODE_MASK;
    MemSize size = MemSize.ofOpcode(opcode);
    boolean abs = mode == Opcode.ABS && src == 0;
    if (!(abs || mode == Opcode.IND) || size == MemSize.DW || dst != 0 || off != 0) {
      return false;
    }
    out.append("r0 = *(u").append(size.bytes() * 8).append(" *)skb[");
    if (abs) {
      out.append(imm);
    } else {
      out.append('r').append(src);
      if (imm != 0) {
        out.append(imm < 0 ? " - " : " + ").append(Math.abs((long) imm));
      }
    }
    out.append(']');
    return true;
  }

  private boolean load() {
    int mode = opcode & Opcode.MODE_MASK;
    MemSize size = MemSize.ofOpcode(opcode);
    boolean signed = mode == Opcode.MEMSX && size != MemSize.DW;
    if (imm != 0 || !(signed || mode == Opcode.MEM)) {
      return false;
    }
    out.append('r').append(dst).append(" = ");
    memory(signed ? 's' : 'u', size, src);
    return true;
  }

  private boolean storeImm() {
    if ((opcode & Opcode.MODE_MASK) != Opcode.MEM || src != 0) {
      return false;
    }
    memory('u', MemSize.ofOpcode(opcode), dst);
    out.append(" = ").append(imm);
    return true;
  }

  private boolean store() {
    if ((opcode & Opcode.MODE_MASK) != Opcode.MEM || imm != 0) {
      return false;
    }
    memory('u', MemSize.ofOpcode(opcode), dst);
    out.append(" = r").append(src);
    return true;
  }

  private void memory(char sign, MemSize size, int base) {
    out.append("*(").append(sign).append(size.bytes() * 8).append(" *)(r").append(base);
    appendOffset(out, off);
    out.append(')');
  }

  static void appendOffset(StringBuilder out, int off) {
    out.append(off < 0 ? " - " : " + ").append(Math.abs(off));
  }

  // ---- 64-bit immediates

  private boolean load64(int high) {
    if (dst > Assembler.FP || off != 0 || src > Opcode.PSEUDO_MAP_IDX_VALUE) {
      return false;
    }
    out.append('r').append(dst).append(" = ");
    switch (src) {
      case 0 -> out.append(((long) high << 32) | (imm & 0xffffffffL));
      case Opcode.PSEUDO_BTF_ID -> {
        out.append("btf_id[").append(imm).append(']');
        if (high != 0) {
          out.append(" of btf_fd ").append(high);
        }
      }
      case Opcode.PSEUDO_FUNC -> {
        if (high != 0) {
          return false;
        }
        out.append("func ");
        relative("pc", imm);
      }
      default -> {
        return map(high);
      }
    }
    out.append(" ll");
    return true;
  }

  private boolean map(int high) {
    boolean value = src == Opcode.PSEUDO_MAP_VALUE || src == Opcode.PSEUDO_MAP_IDX_VALUE;
    if (!value && high != 0) {
      return false;
    }
    boolean byFd = src == Opcode.PSEUDO_MAP_FD || src == Opcode.PSEUDO_MAP_VALUE;
    String name = names.map(position);
    out.append("map[");
    if (name != null) {
      out.append(name);
    } else {
      out.append(byFd ? "fd:" : "idx:").append(imm);
    }
    out.append(']');
    if (value) {
      out.append("[0]+").append(high & 0xffffffffL);
    }
    out.append(" ll");
    return true;
  }

  // ---- jumps

  private boolean jump() {
    boolean is64 = (opcode & Opcode.CLASS_MASK) == Opcode.JMP;
    return switch (opcode & Opcode.OP_MASK) {
      case Opcode.JA -> always(is64);
      case Opcode.CALL -> is64 && call();
      case Opcode.EXIT -> {
        out.append("exit");
        yield insn == (Opcode.JMP | Opcode.EXIT);
      }
      case Opcode.JCOND -> {
        relative("may_goto ", off);
        yield Insn.isJump(insn) && dst == 0 && src == Opcode.MAY_GOTO && imm == 0;
      }
      default -> conditional();
    };
  }

  private boolean always(boolean is64) {
    if (isRegister()) {
      out.append("gotox r").append(dst);
      return is64 && src == 0 && off == 0 && imm == 0;
    }
    relative(is64 ? "goto " : "gotol ", is64 ? off : imm);
    return dst == 0 && src == 0 && (is64 ? imm : off) == 0;
  }

  private boolean conditional() {
    Cond cond = CONDS[(opcode & Opcode.OP_MASK) >> 4];
    if (cond == null || !sourceIsClean()) {
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
    if (isRegister() || dst != 0 || (off != 0 && !kernelFunction)) {
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

  private void relative(String what, int distance) {
    out.append(what);
    if (distance >= 0) {
      out.append('+');
    }
    out.append(distance);
    if (labels) {
      int target = position + 1 + distance;
      String function = names.function(target);
      name(function != null ? function : "L" + target);
    }
  }

  // ---- parts

  private void name(String name) {
    if (name != null) {
      out.append(" <").append(name).append('>');
    }
  }

  private boolean is64() {
    int cls = opcode & Opcode.CLASS_MASK;
    return cls == Opcode.ALU64 || cls == Opcode.JMP;
  }

  private boolean isRegister() {
    return (opcode & Opcode.SOURCE_MASK) == Opcode.X;
  }

  /** Whether the field that the operand's kind leaves unused is zero. */
  private boolean sourceIsClean() {
    return isRegister() ? imm == 0 : src == 0;
  }

  private boolean operand() {
    if (isRegister()) {
      register(src);
    } else {
      out.append(imm);
    }
    return true;
  }

  private StringBuilder register(int register) {
    return out.append(is64() ? 'r' : 'w').append(register);
  }

  private static int aluIndex(int op, int off) {
    return (op >> 4) | (off << 4);
  }

  private static void quad(StringBuilder out, long slot) {
    out.append(".quad 0x");
    hex(out, slot);
  }

  private static void hex(StringBuilder out, long slot) {
    String digits = Long.toHexString(slot);
    out.append("0".repeat(16 - digits.length())).append(digits);
  }
}
