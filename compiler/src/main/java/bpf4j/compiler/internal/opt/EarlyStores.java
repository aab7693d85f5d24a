package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * Stores into the stack happen as soon as the value is there, when a call stands between: the value
 * then need not survive the call in a register.
 */
final class EarlyStores implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    for (Block block : graph.blocks()) {
      List<Value> values = block.values();
      for (int i = 0; i < values.size(); i++) {
        Value value = values.get(i);
        if (value.op() == Op.STORE && value.arg(0).op() == Op.SLOT) {
          int place = earliest(values, i);
          if (place < i) {
            values.remove(i);
            values.add(place, value);
            changed = true;
          }
        }
      }
    }
    return changed;
  }

  /** The first place to which the store can move for a gain; its own place if there is none. */
  private static int earliest(List<Value> values, int at) {
    Value store = values.get(at);
    Value stored = store.arg(1);
    Value slot = store.arg(0);
    if (stored.isFloating()) {
      return at;
    }
    int place = at;
    for (int i = at - 1; i >= 0; i--) {
      Value before = values.get(i);
      if (before == stored || before.op() == Op.PHI || touches(before, slot)) {
        break;
      }
      if (clobbers(before)) {
        place = i;
      }
    }
    return place;
  }

  private static boolean touches(Value value, Value slot) {
    if (value.callsBack()) {
      return true;
    }
    for (Value arg : value.args()) {
      // Addresses computed from slots, or chosen among them, could be of this one.
      if (arg == slot || arg.type() == Type.STACK && !arg.isFloating()) {
        return true;
      }
    }
    return false;
  }

  private static boolean clobbers(Value value) {
    return switch (value.op()) {
      case CALL, CALL_SUBPROGRAM, LD_ABS, LD_IND -> true;
      default -> false;
    };
  }
}
