package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** Joins a block with the only block that leads to it, and skips blocks that hold nothing. */
final class MergeBlocks implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    graph.removeUnreachable();
    for (Block block : List.copyOf(graph.blocks())) {
      changed |= skipEmpty(graph, block);
    }
    if (changed) {
      graph.removeUnreachable();
    }
    Value[] replacement = new Value[graph.valueCount()];
    boolean replaced = false;
    for (Block block : List.copyOf(graph.blocks())) {
      while (canAbsorb(graph, block)) {
        Block next = block.succ(0);
        for (Value value : next.values()) {
          if (value.op() == Op.PHI) {
            replacement[value.id()] = value.arg(0);
            replaced = true;
          } else {
            block.append(value);
          }
        }
        block.absorbExit(next);
        graph.blocks().remove(next);
        changed = true;
      }
    }
    if (replaced) {
      graph.replaceAll(replacement);
    }
    return changed;
  }

  private static boolean canAbsorb(Graph graph, Block block) {
    if (block.exit() != Block.Exit.JUMP || !graph.blocks().contains(block)) {
      return false;
    }
    Block next = block.succ(0);
    return next != block && next != graph.entry() && next.preds().size() == 1;
  }

  /** Leads the ways into an empty block straight to where it goes. */
  private static boolean skipEmpty(Graph graph, Block block) {
    if (block == graph.entry()
        || block.exit() != Block.Exit.JUMP
        || !block.values().isEmpty()
        || block.succ(0) == block) {
      return false;
    }
    Block target = block.succ(0);
    if (target.phiCount() > 0) {
      return false;
    }
    boolean changed = false;
    for (Block pred : List.copyOf(block.preds())) {
      for (int i = 0; i < pred.succCount(); i++) {
        if (pred.succ(i) == block) {
          pred.retarget(i, target);
          changed = true;
        }
      }
    }
    return changed;
  }
}
