package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.isa.AluOp;
import bpf4j.compiler.internal.isa.Cond;

/** Chooses the conditional jump at the end of a block. */
final class BranchSelector {
  private final Selector selector;
  private final int[] uses;

  BranchSelector(Selector selector, int[] uses) {
    this.selector = selector;
    this.uses = uses;
  }

  void select(Block block, MachineBlock machine) {
    Value a = block.left();
    Value b = block.right();
    if (a.op() == Op.CAN_LOOP) {
      machine.setBudgeted();
      return;
    }
    if (isBitTest(block)) {
      branch(machine, Cond.SET, a.type().isWide(), a.arg(0), a.arg(1));
      if (block.cond() == bpf4j.compiler.internal.ir.Cond.EQ) {
        swapSuccs(machine);
      }
      return;
    }
    Cond cond = cond(block.cond());
    if (!selector.options().level().has(cond.since())) {
      cond = cond.inverse();
      swapSuccs(machine);
    }
    branch(machine, cond, a.type().isWide(), a, b);
  }

  private void branch(MachineBlock machine, Cond cond, boolean wide, Value a, Value b) {
    int left = selector.use(a);
    boolean immediate = Selector.fitsImmediate(b);
    if (wide || selector.options().shortCompare()) {
      if (immediate) {
        machine.branch(cond, wide, left, MachineInsn.NONE, (int) b.imm());
      } else {
        machine.branch(cond, wide, left, selector.use(b), 0);
      }
      return;
    }
    boolean signed = isSigned(cond);
    if (immediate && (signed || b.imm() >= 0)) {
      machine.branch(cond, true, widen(left, signed), MachineInsn.NONE, (int) b.imm());
    } else {
      machine.branch(cond, true, widen(left, signed), widen(selector.use(b), signed), 0);
    }
  }

  private static void swapSuccs(MachineBlock machine) {
    machine.succs().add(machine.succs().remove(0));
  }

  private static boolean isSigned(Cond cond) {
    return switch (cond) {
      case SGT, SGE, SLT, SLE -> true;
      default -> false;
    };
  }

  /** A register with the lower half of another, extended, for jumps that compare 64 bits. */
  private int widen(int register, boolean signed) {
    int wide = selector.newRegister();
    if (!signed) {
      selector.emit(Kind.ZEXT).dst(wide).src(register);
      return wide;
    }
    selector.emit(Kind.MOV).dst(wide).src(register);
    selector.emit(Kind.ALU_IMM).alu(AluOp.LSH).dst(wide).imm(Integer.SIZE).wide(true);
    selector.emit(Kind.ALU_IMM).alu(AluOp.ARSH).dst(wide).imm(Integer.SIZE).wide(true);
    return wide;
  }

  /** True for an AND that is only tested for zero at the end of its own block. */
  boolean isFolded(Value value) {
    Block block = value.block();
    return uses[value.id()] == 1
        && block.exit() == Block.Exit.BRANCH
        && block.left() == value
        && isBitTest(block);
  }

  private boolean isBitTest(Block block) {
    Value a = block.left();
    return a.op() == Op.AND
        && a.block() == block
        && uses[a.id()] == 1
        && block.right().isZero()
        && (block.cond() == bpf4j.compiler.internal.ir.Cond.EQ
            || block.cond() == bpf4j.compiler.internal.ir.Cond.NE);
  }

  private static Cond cond(bpf4j.compiler.internal.ir.Cond cond) {
    return switch (cond) {
      case EQ -> Cond.EQ;
      case NE -> Cond.NE;
      case LT -> Cond.SLT;
      case GE -> Cond.SGE;
      case GT -> Cond.SGT;
      case LE -> Cond.SLE;
      case ULT -> Cond.LT;
      case UGE -> Cond.GE;
      case UGT -> Cond.GT;
      case ULE -> Cond.LE;
    };
  }
}
