package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the copies that phis need a place of their own on edges from a branch, so that values on
 * its other way do not get in theirs. Most such blocks end up empty and are jumped over.
 */
final class SplitEdges implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() != Block.Exit.BRANCH || block.succ(0) == block.succ(1)) {
        continue;
      }
      for (int i = 0; i < 2; i++) {
        Block target = block.succ(i);
        if (needsCopies(block, target)) {
          split(graph, block, i, target);
          changed = true;
        }
      }
    }
    if (changed) {
      graph.removeUnreachable();
    }
    return changed;
  }

  private static boolean needsCopies(Block block, Block target) {
    int index = target.preds().indexOf(block);
    for (int i = 0; i < target.phiCount(); i++) {
      if (!target.values().get(i).arg(index).isConst()) {
        return true;
      }
    }
    return false;
  }

  private static void split(Graph graph, Block block, int way, Block target) {
    int index = target.preds().indexOf(block);
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < target.phiCount(); i++) {
      args.add(target.values().get(i).arg(index));
    }
    Block edge = graph.newBlock();
    edge.setPosition(block.position());
    if (target.isCold()) {
      edge.setCold();
    }
    block.retarget(way, edge);
    edge.jump(target);
    for (int i = 0; i < args.size(); i++) {
      Block.addPhiArg(target.values().get(i), args.get(i));
    }
  }
}
