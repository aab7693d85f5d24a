package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import java.util.List;

/** Ways out that no run takes, there for the verifier alone, go wherever a way out already is. */
final class ImpossibleExits implements Pass {
  private final Target target;

  ImpossibleExits(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    Block exit = null;
    for (Block block : graph.blocks()) {
      if (block.exit() == Block.Exit.RETURN && block.left().isConst(target.defaultVerdict())) {
        exit = block;
      }
    }
    if (exit == null) {
      return false;
    }
    boolean changed = false;
    Block alone = null;
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() == Block.Exit.FAIL && block.site() == null) {
        alone = alone == null ? split(graph, exit) : alone;
        if (block.values().isEmpty()) {
          for (Block pred : List.copyOf(block.preds())) {
            pred.retarget(pred.succ(0) == block ? 0 : 1, alone);
          }
        } else {
          // It gives something back first.
          block.unterminate();
          block.jump(alone);
          block.setCold();
        }
        changed = true;
      }
    }
    if (changed) {
      graph.removeUnreachable();
    }
    return changed;
  }

  /** The end of a returning block as a block of its own. */
  private static Block split(Graph graph, Block block) {
    if (block.values().isEmpty()) {
      return block;
    }
    Block end = graph.newBlock();
    end.absorbExit(block);
    block.reopen();
    block.jump(end);
    return end;
  }
}
