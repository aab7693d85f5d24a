package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** How deeply each block is nested in loops, for weighing what to spill. */
final class LoopDepths {
  private final List<Block> order;
  private final int[] number;

  LoopDepths(Graph graph) {
    order = graph.reversePostorder();
    number = new int[graph.blockCount()];
    for (int i = 0; i < order.size(); i++) {
      number[order.get(i).id()] = i;
    }
  }

  void assign(MachineBlock[] blocks) {
    for (Block header : order) {
      BitSet body = new BitSet();
      Deque<Block> work = new ArrayDeque<>();
      for (Block pred : header.preds()) {
        // In a reducible graph an edge backwards in this order is a loop's.
        if (number[pred.id()] >= number[header.id()]) {
          work.push(pred);
        }
      }
      if (work.isEmpty()) {
        continue;
      }
      body.set(number[header.id()]);
      while (!work.isEmpty()) {
        Block block = work.pop();
        if (!body.get(number[block.id()])) {
          body.set(number[block.id()]);
          block.preds().forEach(work::push);
        }
      }
      body.stream()
          .forEach(
              i -> {
                MachineBlock machine = blocks[order.get(i).id()];
                machine.setLoopDepth(machine.loopDepth() + 1);
              });
    }
  }
}
