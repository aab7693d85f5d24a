package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;

/**
 * Branches that ask for the same bits each mask them themselves, as one instruction does both, when
 * nobody else wants what is masked.
 */
final class TestInPlace implements Pass {
  @Override
  public boolean run(Graph graph) {
    int[] uses = graph.countUses();
    int[] tests = new int[uses.length];
    for (Block block : graph.blocks()) {
      if (isBitTest(block)) {
        tests[block.left().id()]++;
      }
    }
    boolean changed = false;
    for (Block block : graph.blocks()) {
      Value mask = block.left();
      if (!isBitTest(block)
          || mask.id() >= uses.length
          || tests[mask.id()] != uses[mask.id()]
          || mask.block() == block && uses[mask.id()] == 1) {
        continue;
      }
      Value copy =
          graph.newValue(Op.AND, mask.type(), mask.imm(), mask.aux(), mask.arg(0), mask.arg(1));
      copy.setPosition(mask.position());
      block.append(copy);
      block.setLeft(copy);
      changed = true;
    }
    for (Block block : graph.blocks()) {
      block
          .values()
          .removeIf(
              value ->
                  value.id() < uses.length
                      && tests[value.id()] > 0
                      && tests[value.id()] == uses[value.id()]
                      && block.left() != value);
    }
    return changed;
  }

  private static boolean isBitTest(Block block) {
    return block.exit() == Block.Exit.BRANCH
        && !block.isPinned()
        && block.left().op() == Op.AND
        && block.left().arg(1).isConst()
        && block.right().isZero()
        && (block.cond() == Cond.EQ || block.cond() == Cond.NE);
  }
}
