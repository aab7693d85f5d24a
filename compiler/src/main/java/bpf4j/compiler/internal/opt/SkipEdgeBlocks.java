package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes empty blocks on the way from a branch into phis. The phis' copies are then made before
 * the branch, where they also happen when the other way is taken: one move more there, one jump
 * less here.
 */
final class SkipEdgeBlocks implements Pass {
  private static final int MAX_PHIS = 2;

  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    for (Block block : List.copyOf(graph.blocks())) {
      changed |= skip(graph, block);
    }
    if (changed) {
      graph.removeUnreachable();
    }
    return changed;
  }

  private static boolean skip(Graph graph, Block block) {
    if (block.exit() != Block.Exit.JUMP
        || !block.values().isEmpty()
        || block.preds().size() != 1
        || block == graph.entry()) {
      return false;
    }
    Block pred = block.preds().get(0);
    Block target = block.succ(0);
    if (target == block
        || target.phiCount() > MAX_PHIS
        || target.preds().contains(pred)
        || pred.exit() != Block.Exit.BRANCH
        || pred.succ(0) == pred.succ(1)) {
      return false;
    }
    int index = target.preds().indexOf(block);
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < target.phiCount(); i++) {
      Value arg = target.values().get(i).arg(index);
      if (!arg.isConst()) {
        return false;
      }
      args.add(arg);
    }
    pred.retarget(pred.succ(0) == block ? 0 : 1, target);
    for (int i = 0; i < args.size(); i++) {
      Block.addPhiArg(target.values().get(i), args.get(i));
    }
    return true;
  }
}
