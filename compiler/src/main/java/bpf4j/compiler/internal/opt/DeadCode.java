package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/** Removes values that nobody uses and that do nothing; starts from those that do something. */
final class DeadCode implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean[] live = new boolean[graph.valueCount()];
    Deque<Value> work = new ArrayDeque<>();
    for (Block block : graph.blocks()) {
      for (Value value : block.values()) {
        if (value.hasEffect()) {
          mark(value, live, work);
        }
      }
      mark(block.left(), live, work);
      mark(block.right(), live, work);
    }
    // Lowering may come to need it, and what it is fetched from.
    mark(graph.context(), live, work);
    while (!work.isEmpty()) {
      for (Value arg : work.pop().args()) {
        mark(arg, live, work);
      }
    }
    boolean changed = false;
    boolean[] used = null;
    for (Block block : graph.blocks()) {
      changed |= block.values().removeIf(value -> !live[value.id()]);
      for (Value value : block.values()) {
        if (value.op().withoutResult() != null) {
          used = used == null ? usedValues(graph) : used;
          if (!used[value.id()]) {
            value.discardResult(value.op().withoutResult());
          }
        }
      }
    }
    return changed;
  }

  private static void mark(Value value, boolean[] live, Deque<Value> work) {
    if (value != null && !live[value.id()]) {
      live[value.id()] = true;
      work.push(value);
    }
  }

  private static boolean[] usedValues(Graph graph) {
    int[] counts = graph.countUses();
    boolean[] used = new boolean[counts.length];
    for (int i = 0; i < counts.length; i++) {
      used[i] = counts[i] > 0;
    }
    return used;
  }
}
