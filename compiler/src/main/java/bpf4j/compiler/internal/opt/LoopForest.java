package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loops of a graph, nested. Passes that change edges make it out of date. */
final class LoopForest {
  private final Dominators dominators;
  private final List<Loop> outermost = new ArrayList<>();
  private final Map<Block, Loop> byHeader = new LinkedHashMap<>();

  LoopForest(Graph graph) {
    dominators = new Dominators(graph);
    // Outer headers come before inner ones in this order.
    for (Block header : dominators.order()) {
      Loop loop = find(header);
      if (loop != null) {
        byHeader.put(header, loop);
        place(loop);
      }
    }
  }

  Dominators dominators() {
    return dominators;
  }

  List<Loop> outermost() {
    return outermost;
  }

  /** The blocks that loops begin with. */
  Set<Block> headers() {
    return byHeader.keySet();
  }

  /** The loop that begins with a block; null if none does. */
  Loop at(Block header) {
    return byHeader.get(header);
  }

  private Loop find(Block header) {
    Deque<Block> work = new ArrayDeque<>();
    for (Block pred : header.preds()) {
      if (dominators.number(pred) >= 0 && dominators.dominates(header, pred)) {
        work.push(pred);
      }
    }
    if (work.isEmpty()) {
      return null;
    }
    Loop loop = new Loop(header);
    loop.blocks().add(header);
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (dominators.number(block) >= 0 && loop.blocks().add(block)) {
        block.preds().forEach(work::push);
      }
    }
    return loop;
  }

  private void place(Loop loop) {
    List<Loop> siblings = outermost;
    for (int i = 0; i < siblings.size(); i++) {
      Loop outer = siblings.get(i);
      if (outer.contains(loop.header())) {
        siblings = outer.inner();
        i = -1;
      }
    }
    siblings.add(loop);
  }
}
