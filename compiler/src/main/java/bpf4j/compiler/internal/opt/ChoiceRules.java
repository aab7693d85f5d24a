package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Value;

/**
 * Where a comparison only chooses between the two numbers that it compares, it does not matter
 * which one is chosen when they are equal. Minimum and maximum of the same numbers are then chosen
 * by one comparison.
 */
final class ChoiceRules {
  private ChoiceRules() {}

  /** Turns less into less or equal, and greater or equal into greater, where both do. */
  static boolean apply(Block block) {
    Cond loose =
        switch (block.cond()) {
          case LT -> Cond.LE;
          case GE -> Cond.GT;
          case ULT -> Cond.ULE;
          case UGE -> Cond.UGT;
          default -> null;
        };
    if (loose == null || block.right().isConst() || !isChoice(block)) {
      return false;
    }
    block.setCond(loose);
    return true;
  }

  private static boolean isChoice(Block block) {
    Block first = target(block, 0);
    Block second = target(block, 1);
    if (first != second || first.phiCount() == 0) {
      return false;
    }
    int ifTrue = first.preds().indexOf(from(block, 0, first));
    int ifFalse = first.preds().indexOf(from(block, 1, first));
    if (ifTrue == ifFalse) {
      return false;
    }
    for (int i = 0; i < first.phiCount(); i++) {
      Value phi = first.values().get(i);
      Value a = phi.arg(ifTrue);
      Value b = phi.arg(ifFalse);
      if (a != b && !(isCompared(block, a) && isCompared(block, b))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCompared(Block block, Value value) {
    return value == block.left() || value == block.right();
  }

  /** Where an outcome leads, past a block that does nothing. */
  private static Block target(Block block, int outcome) {
    Block next = block.succ(outcome);
    return isEdge(next) ? next.succ(0) : next;
  }

  private static Block from(Block block, int outcome, Block target) {
    Block next = block.succ(outcome);
    return next == target ? block : next;
  }

  private static boolean isEdge(Block block) {
    return block.exit() == Block.Exit.JUMP && block.values().isEmpty() && block.preds().size() == 1;
  }
}
