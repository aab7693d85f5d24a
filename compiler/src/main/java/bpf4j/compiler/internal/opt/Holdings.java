package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Duty;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program holds at each point, in the order in which it has taken it: reserved memory,
 * locks, sockets. It is the same on all ways to a point, but for ends of runs that have failed.
 */
final class Holdings {
  /** What is held, each with the call that has taken it. */
  private record Taken(Value thing, Value by) {}

  private final Map<Block, List<Taken>> atEnd = new HashMap<>();
  private final List<Block> order;

  Holdings(Graph graph) {
    this.order = graph.reversePostorder();
    boolean again = true;
    while (again) {
      again = false;
      for (Block block : order) {
        List<Taken> held = atStart(block);
        block.values().forEach(value -> apply(value, held));
        again |= !held.equals(atEnd.put(block, held));
      }
    }
  }

  /** Whether a program takes anything. */
  static boolean hasAny(Graph graph) {
    for (Block block : graph.blocks()) {
      for (Value value : block.values()) {
        if (duty(value).takes()) {
          return true;
        }
      }
    }
    return false;
  }

  static Duty duty(Value value) {
    return value.op() == Op.CALL && value.aux() instanceof HelperCall helper
        ? helper.duty()
        : Duty.NONE;
  }

  /** What stands for what a call has taken. */
  private static Value thing(Value call) {
    return isResult(call) ? call : call.arg(0);
  }

  private static boolean isResult(Value call) {
    return duty(call).kind() == Duty.Kind.TAKES_RESULT;
  }

  private static void apply(Value value, List<Taken> held) {
    Duty duty = duty(value);
    if (duty.takes()) {
      held.add(new Taken(thing(value), value));
    } else if (duty.kind() == Duty.Kind.GIVES_BACK) {
      held.removeIf(taken -> isSame(taken.thing(), value.arg(0)));
    }
  }

  /** Whether two values are one address: passes may leave one computed twice. */
  private static boolean isSame(Value a, Value b) {
    return a == b
        || a.op() == Op.ADD
            && b.op() == Op.ADD
            && isSame(a.arg(0), b.arg(0))
            && a.arg(1) == b.arg(1);
  }

  private List<Taken> atStart(Block block) {
    List<Taken> met = null;
    for (int i = 0; i < block.preds().size(); i++) {
      Block pred = block.preds().get(i);
      List<Taken> end = atEnd.get(pred);
      if (end == null) {
        continue;
      }
      List<Taken> along = along(pred, block, i, end);
      if (met == null) {
        met = along;
      } else {
        met.retainAll(along);
      }
    }
    return met == null ? new ArrayList<>() : met;
  }

  /** What is held on an edge, under the names that it has behind it. */
  private static List<Taken> along(Block pred, Block block, int index, List<Taken> end) {
    List<Taken> held = new ArrayList<>(end);
    if (pred.exit() == Block.Exit.BRANCH && pred.succ(0) != pred.succ(1)) {
      Cond cond = pred.succ(0) == block ? pred.cond() : pred.cond().negate();
      if (cond == Cond.EQ && pred.right().isZero()) {
        held.removeIf(taken -> taken.thing() == pred.left() && isResult(taken.by()));
      }
    }
    for (int p = 0; p < block.phiCount(); p++) {
      Value phi = block.values().get(p);
      Value arg = phi.arg(index);
      held.replaceAll(taken -> taken.thing() == arg ? new Taken(phi, taken.by()) : taken);
    }
    return held;
  }

  /** The calls whose things are held at a block's end, the first first. */
  List<Value> calls(Block block) {
    return atEnd.get(block).stream().map(Taken::by).toList();
  }

  /** What is held at a block's end, in the order of {@link #calls}. */
  List<Value> things(Block block) {
    return atEnd.get(block).stream().map(Taken::thing).toList();
  }

  /** Is shown a value. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called for each value.
     *
     * @param things what is held before it
     * @param calls the calls that have taken these
     */
    void visit(Value value, List<Value> things, List<Value> calls);
  }

  /** Shows all values, each with what is held before it. */
  void visit(Visitor visitor) {
    for (Block block : order) {
      List<Taken> held = atStart(block);
      for (Value value : block.values()) {
        visitor.visit(
            value, held.stream().map(Taken::thing).toList(), held.stream().map(Taken::by).toList());
        apply(value, held);
      }
    }
  }

  /** Whether some way into a block holds something else than the others. */
  boolean isTorn(Block block) {
    List<Taken> start = atStart(block);
    for (int i = 0; i < block.preds().size(); i++) {
      List<Taken> end = atEnd.get(block.preds().get(i));
      if (end != null && along(block.preds().get(i), block, i, end).size() != start.size()) {
        return true;
      }
    }
    return false;
  }
}
