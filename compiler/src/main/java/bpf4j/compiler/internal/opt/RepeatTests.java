package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a comparison chooses one of two constants only for later branches to test which, those
 * branches make the comparison themselves: a condition that is kept in a variable costs nothing,
 * and the verifier need not walk both of its outcomes everywhere in between.
 */
final class RepeatTests implements Pass {
  @Override
  public boolean run(Graph graph) {
    Map<Value, List<Block>> testers = testers(graph);
    if (testers.isEmpty()) {
      return false;
    }
    Dominators dominators = new Dominators(graph);
    boolean changed = false;
    for (Map.Entry<Value, List<Block>> choice : testers.entrySet()) {
      changed |= repeat(choice.getKey(), choice.getValue(), dominators);
    }
    return changed;
  }

  /** The choices between two constants that nobody but branches looks at, with those branches. */
  private static Map<Value, List<Block>> testers(Graph graph) {
    Map<Value, List<Block>> testers = new LinkedHashMap<>();
    for (Block block : graph.blocks()) {
      if (block.exit() == Block.Exit.BRANCH
          && !block.isPinned()
          && block.right().isConst()
          && isChoice(block.left())) {
        testers.computeIfAbsent(block.left(), v -> new ArrayList<>(2)).add(block);
      }
    }
    if (!testers.isEmpty()) {
      int[] uses = graph.countUses();
      testers.entrySet().removeIf(choice -> uses[choice.getKey().id()] != choice.getValue().size());
    }
    return testers;
  }

  private static boolean isChoice(Value value) {
    return value.op() == Op.PHI
        && value.argCount() == 2
        && value.type().isInteger()
        && value.arg(0).isConst()
        && value.arg(1).isConst();
  }

  private static boolean repeat(Value choice, List<Block> testers, Dominators dominators) {
    Block join = choice.block();
    Block decider = dominators.immediate(join);
    if (decider == null
        || decider.exit() != Block.Exit.BRANCH
        || !decider.left().type().isInteger()
        || decider.succ(0) == decider.succ(1)) {
      return false;
    }
    int whenTrue = comesFrom(decider, 0, join, dominators);
    int whenFalse = comesFrom(decider, 1, join, dominators);
    if (whenTrue < 0 || whenFalse < 0 || whenTrue == whenFalse) {
      return false;
    }
    boolean changed = false;
    for (Block tester : testers) {
      boolean ifTrue = test(tester, choice.arg(whenTrue));
      if (ifTrue != test(tester, choice.arg(whenFalse))) {
        tester.setCond(ifTrue ? decider.cond() : decider.cond().negate());
        tester.setLeft(decider.left());
        tester.setRight(decider.right());
        changed = true;
      }
    }
    return changed;
  }

  private static boolean test(Block tester, Value value) {
    return tester.cond().test(value.imm(), tester.right().imm(), value.type().isWide());
  }

  /** Which way into the join is only taken after one outcome of the decider; -1 if none is. */
  private static int comesFrom(Block decider, int outcome, Block join, Dominators dominators) {
    Block first = decider.succ(outcome);
    for (int i = 0; i < 2; i++) {
      Block pred = join.preds().get(i);
      if (first == join ? pred == decider : isOnlyBehind(first, pred, dominators)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOnlyBehind(Block first, Block block, Dominators dominators) {
    return first.preds().size() == 1 && dominators.dominates(first, block);
  }
}
