package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dominator tree, by the iterative method of Cooper, Harvey and Kennedy ("A Simple, Fast
 * Dominance Algorithm", 2001).
 */
final class Dominators {
  private final List<Block> order;
  private final int[] number;
  private final int[] idom;
  private final List<List<Block>> children;

  Dominators(Graph graph) {
    order = graph.reversePostorder();
    number = new int[graph.blockCount()];
    Arrays.fill(number, -1);
    for (int i = 0; i < order.size(); i++) {
      number[order.get(i).id()] = i;
    }
    idom = new int[order.size()];
    Arrays.fill(idom, -1);
    compute();
    children = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      children.add(new ArrayList<>(2));
    }
    for (int i = 1; i < order.size(); i++) {
      children.get(idom[i]).add(order.get(i));
    }
  }

  private void compute() {
    idom[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 1; i < order.size(); i++) {
        int dominator = -1;
        for (Block pred : order.get(i).preds()) {
          int p = number[pred.id()];
          if (p >= 0 && idom[p] >= 0) {
            dominator = dominator < 0 ? p : intersect(p, dominator);
          }
        }
        if (idom[i] != dominator) {
          idom[i] = dominator;
          changed = true;
        }
      }
    }
  }

  private int intersect(int a, int b) {
    int x = a;
    int y = b;
    while (x != y) {
      while (x > y) {
        x = idom[x];
      }
      while (y > x) {
        y = idom[y];
      }
    }
    return x;
  }

  /** Reachable blocks in reverse postorder. */
  List<Block> order() {
    return order;
  }

  /** The place of a block in reverse postorder; -1 if it cannot be reached. */
  int number(Block block) {
    return number[block.id()];
  }

  List<Block> children(Block block) {
    return children.get(number[block.id()]);
  }

  /** The closest block that is on every way to another; null for the entry. */
  Block immediate(Block block) {
    int at = number[block.id()];
    return at <= 0 ? null : order.get(idom[at]);
  }

  boolean dominates(Block a, Block b) {
    int x = number[a.id()];
    int y = number[b.id()];
    while (y > x) {
      y = idom[y];
    }
    return x == y;
  }
}
