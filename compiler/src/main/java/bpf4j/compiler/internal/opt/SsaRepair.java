package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restores SSA form after a value that one block defines has got a second definition on a new edge:
 * each use is given the definition that reaches it, through phis where both do.
 */
final class SsaRepair {
  private final Graph graph;
  private final Value original;
  private final Block home;
  private final Map<Block, Value> atEnd = new HashMap<>();
  private final Map<Block, Value> atStart = new HashMap<>();

  /**
   * Prepares a repair.
   *
   * @param original the value
   * @param home the block that defines it
   * @param edge the block that now also defines it
   * @param value what it is there
   */
  SsaRepair(Graph graph, Value original, Block home, Block edge, Value value) {
    this.graph = graph;
    this.original = original;
    this.home = home;
    atEnd.put(home, original);
    atEnd.put(edge, value);
  }

  void run() {
    for (Block block : List.copyOf(graph.reversePostorder())) {
      for (Value value : List.copyOf(block.values())) {
        rewrite(block, value);
      }
      if (block != home) {
        if (block.left() == original) {
          block.setLeft(atStart(block));
        }
        if (block.right() == original) {
          block.setRight(atStart(block));
        }
      }
    }
  }

  private void rewrite(Block block, Value value) {
    if (isOurs(value)) {
      return;
    }
    for (int i = 0; i < value.argCount(); i++) {
      if (value.arg(i) != original) {
        continue;
      }
      if (value.op() == Op.PHI) {
        value.args()[i] = atEnd(block.preds().get(i));
      } else if (block != home) {
        value.args()[i] = atStart(block);
      }
    }
  }

  private boolean isOurs(Value value) {
    return value.op() == Op.PHI && atStart.get(value.block()) == value;
  }

  private Value atEnd(Block block) {
    Value known = atEnd.get(block);
    return known != null ? known : atStart(block);
  }

  private Value atStart(Block block) {
    Value known = atStart.get(block);
    if (known != null) {
      return known;
    }
    List<Block> preds = block.preds();
    if (preds.size() == 1) {
      Value value = atEnd(preds.get(0));
      atStart.put(block, value);
      return value;
    }
    Value phi = graph.newValue(Op.PHI, original.type(), 0, null);
    phi.setPosition(original.position());
    block.insert(0, phi);
    atStart.put(block, phi);
    Value[] args = new Value[preds.size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = atEnd(preds.get(i));
    }
    phi.setArgs(args);
    return phi;
  }
}
