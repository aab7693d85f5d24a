package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes the rounds of a short loop one after the other, when that takes hardly more instructions
 * than the loop does: because most of a round only counts, or finds out where in an array it is.
 */
final class Unroll implements Pass {
  /** Instructions that a loop may cost more for being unrolled. */
  private static final double MORE = 2;

  private static final double MOST = 64;

  private final Target target;

  Unroll(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    Set<Block> headers = new HashSet<>();
    while (unrollOne(graph, headers)) {
      // The loop itself is now behind a branch that is never taken.
      new Simplify().run(graph);
    }
    return !headers.isEmpty();
  }

  /** Unrolls the first loop that is worth it and has not been unrolled yet. */
  private boolean unrollOne(Graph graph, Set<Block> headers) {
    LoopForest forest = new LoopForest(graph);
    for (Block block : graph.blocks()) {
      Loop loop = forest.at(block);
      if (loop == null || headers.contains(block) || !isSimple(loop, forest)) {
        continue;
      }
      int rounds = rounds(loop, forest, target);
      if (rounds > 0) {
        headers.add(block);
        for (int i = 0; i < rounds; i++) {
          LoopPeeler.peel(graph, loop);
        }
        return true;
      }
    }
    return false;
  }

  /** One way in, one way round, no loop inside. */
  private static boolean isSimple(Loop loop, LoopForest forest) {
    if (!loop.inner().isEmpty()
        || loop.header().preds().size() != 2
        || loop.isBackEdge(0) == loop.isBackEdge(1)) {
      return false;
    }
    for (Block block : loop.blocks()) {
      if (block.succCount() == 2 && block.succ(0) == block.succ(1)
          || block.succCount() == 0
          || forest.dominators().number(block) < 0) {
        return false;
      }
    }
    return true;
  }

  /** How many rounds to write out; 0 to leave the loop as it is. */
  private static int rounds(Loop loop, LoopForest forest, Target target) {
    KnownRounds known = new KnownRounds(loop, forest.dominators(), target);
    if (known.count() == 0) {
      return 0;
    }
    double after = known.count() * known.costOfRound();
    return after <= known.costOfLoop() + MORE && after <= MOST ? known.count() : 0;
  }
}
