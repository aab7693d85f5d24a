package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import java.util.BitSet;

/**
 * Moves the copies for a loop's next round before the branch that ends the round, where nothing on
 * the way out of the loop needs what they overwrite: each round then jumps once, not twice.
 */
final class LatchCopies {
  private final MachineFunction function;
  private final Liveness liveness;

  LatchCopies(MachineFunction function, Liveness liveness) {
    this.function = function;
    this.liveness = liveness;
  }

  /** True if something has moved: liveness is then another one. */
  boolean run() {
    boolean changed = false;
    for (MachineBlock latch : function.blocks()) {
      if (latch.loopDepth() > 0 && latch.cond() != null && !latch.isBudgeted()) {
        changed |= hoist(latch, 0) || hoist(latch, 1);
      }
    }
    return changed;
  }

  private boolean hoist(MachineBlock latch, int way) {
    MachineBlock edge = latch.succs().get(way);
    MachineBlock exit = latch.succs().get(1 - way);
    if (edge == exit || edge.insns().isEmpty() || edge.cond() != null || edge.isBudgeted()) {
      return false;
    }
    boolean goesRound = edge.succs().size() == 1 && edge.succs().get(0).index() <= latch.index();
    if (!goesRound || exit.loopDepth() >= latch.loopDepth() || entries(edge) != 1) {
      return false;
    }
    BitSet needed = liveness.liveIn(exit);
    for (MachineInsn insn : edge.insns()) {
      boolean copy = insn.isMove() || insn.kind() == Kind.MOV_IMM;
      if (!copy || !isFree(insn.dst(), latch, edge.succs().get(0), needed)) {
        return false;
      }
    }
    latch.insns().addAll(edge.insns());
    edge.insns().clear();
    return true;
  }

  /** Whether a register and the phi that takes its value at once are needed on no other way. */
  private static boolean isFree(
      int register, MachineBlock latch, MachineBlock header, BitSet needed) {
    if (needed.get(register) || register == latch.left() || register == latch.right()) {
      return false;
    }
    for (MachineInsn insn : header.insns()) {
      if (insn.isMove() && insn.src() == register && needed.get(insn.dst())) {
        return false;
      }
    }
    return true;
  }

  private int entries(MachineBlock block) {
    int entries = 0;
    for (MachineBlock other : function.blocks()) {
      for (MachineBlock succ : other.succs()) {
        entries += succ == block ? 1 : 0;
      }
    }
    return entries;
  }
}
