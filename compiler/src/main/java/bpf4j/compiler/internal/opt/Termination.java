package bpf4j.compiler.internal.opt;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/** Refuses loops that nothing leads out of; the verifier would walk them until it gives up. */
final class Termination {
  private Termination() {}

  static void check(Graph graph) {
    boolean[] ends = new boolean[graph.blockCount()];
    Deque<Block> work = new ArrayDeque<>();
    for (Block block : graph.blocks()) {
      if (block.succCount() == 0 && !isNeverTaken(block)) {
        ends[block.id()] = true;
        work.push(block);
      }
    }
    while (!work.isEmpty()) {
      for (Block pred : work.pop().preds()) {
        if (!ends[pred.id()]) {
          ends[pred.id()] = true;
          work.push(pred);
        }
      }
    }
    // The first block that leads back to itself; those before it only lead there.
    boolean[] seen = new boolean[graph.blockCount()];
    for (Block block : graph.reversePostorder()) {
      for (Block pred : block.preds()) {
        if (!ends[block.id()] && (pred == block || !seen[pred.id()])) {
          throw endless(block);
        }
      }
      seen[block.id()] = true;
    }
  }

  private static CompileException endless(Block block) {
    return SourcePosition.refusal(
        position(block), "this loop never ends; give it a constant bound");
  }

  /** True for a way out that is there for the verifier alone. */
  private static boolean isNeverTaken(Block block) {
    return block.exit() == Block.Exit.FAIL && block.site() == null;
  }

  /** The line of a block. */
  static SourcePosition position(Block block) {
    for (Value value : block.values()) {
      if (value.position() != null) {
        return value.position();
      }
    }
    if (block.position() != null) {
      return block.position();
    }
    for (Block pred : block.preds()) {
      if (pred != block && pred.position() != null) {
        return pred.position();
      }
    }
    return null;
  }
}
