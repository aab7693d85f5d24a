package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs that fail at one place for one reason end in one block. */
final class ShareExits implements Pass {
  @Override
  public boolean run(Graph graph) {
    Map<FailSite, Block> exits = new HashMap<>();
    boolean changed = false;
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() != Block.Exit.FAIL || block.site() == null || !block.values().isEmpty()) {
        continue;
      }
      Block first = exits.putIfAbsent(block.site(), block);
      if (first == null) {
        continue;
      }
      for (Block pred : List.copyOf(block.preds())) {
        for (int i = 0; i < pred.succCount(); i++) {
          if (pred.succ(i) == block) {
            pred.retarget(i, first);
          }
        }
      }
      changed = true;
    }
    if (changed) {
      graph.removeUnreachable();
    }
    return changed;
  }
}
