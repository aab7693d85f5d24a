package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
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
    boolean wide = a.type().isWide();
    if (isBitTest(block)) {
      Value mask = a.arg(1);
      int left = selector.use(a.arg(0));
      boolean inverted = block.cond() == bpf4j.compiler.internal.ir.Cond.EQ;
      if (Selector.fitsImmediate(mask)) {
        machine.branch(Cond.SET, wide, left, MachineInsn.NONE, (int) mask.imm());
      } else {
        machine.branch(Cond.SET, wide, left, selector.use(mask), 0);
      }
      if (inverted) {
        MachineBlock first = machine.succs().remove(0);
        machine.succs().add(first);
      }
      return;
    }
    int left = selector.use(a);
    if (Selector.fitsImmediate(b)) {
      machine.branch(cond(block.cond()), wide, left, MachineInsn.NONE, (int) b.imm());
    } else {
      machine.branch(cond(block.cond()), wide, left, selector.use(b), 0);
    }
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
