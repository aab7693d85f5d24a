package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** What is done with each entry of a map becomes a callback. Walks inside it are then its own. */
final class MapWalks implements Pass {
  private final Target target;

  MapWalks(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    for (Value next = first(graph); next != null; next = first(graph)) {
      separate(graph, next);
      new CallbackOutliner(graph, CallbackRegion.walk(next), target).run();
      changed = true;
    }
    return changed;
  }

  /**
   * Begins a block with a walk. What stands before it in its block has been merged with it where
   * there is no way round, as what is done with an entry always fails.
   */
  private static void separate(Graph graph, Value next) {
    Block block = next.block();
    int at = block.values().indexOf(next);
    if (at == block.phiCount() && block != graph.entry()) {
      return;
    }
    Block header = graph.newBlock();
    List<Value> rest = block.values().subList(at, block.values().size());
    rest.forEach(header::append);
    rest.clear();
    header.absorbExit(block);
    block.reopen();
    block.setPosition(next.position());
    block.jump(header);
    if (CallbackRegion.walk(next).contains(block)) {
      throw new IllegalStateException(block + " does more than to go to the next entry");
    }
  }

  private static Value first(Graph graph) {
    for (Block block : graph.reversePostorder()) {
      for (Value value : block.values()) {
        if (value.op() == Op.MAP_NEXT) {
          return value;
        }
      }
    }
    return null;
  }
}
