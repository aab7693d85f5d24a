package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Between which points of a program something cannot have changed. Each value that changes it
 * begins an epoch, and so does each block where different epochs meet; two points in one epoch, one
 * of which dominates the other, see the same.
 */
final class Epochs {
  /** The epoch in which a run begins. */
  static final int FIRST = 0;

  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final Predicate<Value> changes;
  private final int[] atStart;

  /**
   * Finds the epochs.
   *
   * @param changes which values change what is watched
   */
  Epochs(Graph graph, Predicate<Value> changes) {
    this.changes = changes;
    this.atStart = new int[graph.blockCount()];
    List<Block> order = graph.reversePostorder();
    int[] last = new int[graph.blockCount()];
    boolean any = false;
    for (Block block : order) {
      last[block.id()] = lastIn(block);
      any |= last[block.id()] != UNKNOWN;
    }
    if (any) {
      propagate(graph, order, last);
    }
  }

  private int lastIn(Block block) {
    for (int i = block.values().size() - 1; i >= 0; i--) {
      if (changes.test(block.values().get(i))) {
        return after(block.values().get(i));
      }
    }
    return UNKNOWN;
  }

  private void propagate(Graph graph, List<Block> order, int[] last) {
    Arrays.fill(atStart, UNKNOWN);
    atStart[graph.entry().id()] = FIRST;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        int met = block == graph.entry() ? FIRST : UNKNOWN;
        for (Block pred : block.preds()) {
          int end = last[pred.id()] != UNKNOWN ? last[pred.id()] : atStart[pred.id()];
          met = met == UNKNOWN || end == met || end == UNKNOWN ? meet(met, end) : ofBlock(block);
        }
        if (met != atStart[block.id()] && atStart[block.id()] != ofBlock(block)) {
          atStart[block.id()] = met;
          changed = true;
        }
      }
    }
  }

  private static int meet(int a, int b) {
    return a == UNKNOWN ? b : a;
  }

  private static int ofBlock(Block block) {
    return -1 - block.id();
  }

  /** The epoch at a block's start. */
  int atStart(Block block) {
    return atStart[block.id()];
  }

  /** Whether a block begins an epoch of its own, because others meet there. */
  boolean beginsAt(Block block) {
    return atStart[block.id()] == ofBlock(block);
  }

  boolean isChange(Value value) {
    return changes.test(value);
  }

  /** The epoch that a value begins. */
  static int after(Value value) {
    return value.id() + 1;
  }
}
