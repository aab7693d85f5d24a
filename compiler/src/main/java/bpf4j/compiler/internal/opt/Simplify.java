package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Rules;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** Applies the algebraic rules to all values and branches, once in reverse postorder. */
final class Simplify implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    Value[] replacement = new Value[graph.valueCount()];
    for (Block block : List.copyOf(graph.blocks())) {
      for (Value value : block.values().toArray(Value[]::new)) {
        substitute(value, replacement);
        Op before = value.op();
        Value[] args = value.args();
        Value simpler = Rules.apply(graph, value);
        if (simpler != value) {
          replacement[value.id()] = simpler;
          block.values().remove(value);
          changed = true;
        } else if (value.op() != before || value.args() != args) {
          changed = true;
        }
      }
      if (block.left() != null) {
        block.setLeft(find(replacement, block.left()));
      }
      if (block.right() != null) {
        block.setRight(find(replacement, block.right()));
      }
      if (block.exit() == Block.Exit.BRANCH) {
        changed |= BranchRules.apply(graph, block);
      }
    }
    if (changed) {
      graph.replaceAll(replacement);
      graph.removeUnreachable();
    }
    return changed;
  }

  private static void substitute(Value value, Value[] replacement) {
    Value[] args = value.args();
    for (int i = 0; i < args.length; i++) {
      args[i] = find(replacement, args[i]);
    }
  }

  private static Value find(Value[] replacement, Value value) {
    Value result = value;
    while (result.id() < replacement.length && replacement[result.id()] != null) {
      result = replacement[result.id()];
    }
    return result;
  }
}
