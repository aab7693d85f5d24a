package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.FailCounters;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfGlobalArray;
import java.util.List;
import java.util.function.Consumer;

/** Mistakes of passes that deal with packets, globals, the stack, functions and budgets. */
final class MemoryEdits {
  private MemoryEdits() {}

  private static GraphEdit values(Consumer<Value> edit) {
    return graph -> graph.blocks().forEach(block -> List.copyOf(block.values()).forEach(edit));
  }

  static GraphEdit packetWritesMoved() {
    return values(
        value -> {
          if (value.op() == Op.PACKET_STORE) {
            value.become(Op.PACKET_STORE, value.imm() + 1, value.aux(), value.args());
          }
        });
  }

  static GraphEdit firstElements() {
    return values(
        value -> {
          if (value.op() == Op.MAP_MEMORY && value.aux() instanceof BpfGlobalArray<?>) {
            value.become(Op.MAP_MEMORY, 0, value.aux(), value.args());
          }
        });
  }

  /** Of the stores before a call in the same block the last is left out. */
  static GraphEdit storesForCallsLost() {
    return graph -> graph.blocks().forEach(MemoryEdits::loseStore);
  }

  private static void loseStore(Block block) {
    Value last = null;
    for (Value value : block.values()) {
      if (value.op() == Op.STORE && value.arg(0).op() == Op.SLOT) {
        last = value;
      } else if (value.op() == Op.CALL && last != null) {
        block.values().remove(last);
        return;
      }
    }
  }

  static GraphEdit functionArgumentsExchanged() {
    return values(
        value -> {
          if (value.op() != Op.CALL_SUBPROGRAM) {
            return;
          }
          Value[] args = value.args();
          for (int i = 1; i + 1 < args.length; i++) {
            if (args[i].type() == args[i + 1].type() && args[i].type().isInteger()) {
              Value first = args[i];
              args[i] = args[i + 1];
              args[i + 1] = first;
              return;
            }
          }
        });
  }

  /** What is added to a zero that the verifier does not know is left out. */
  static GraphEdit hiddenStartsLost() {
    return graph ->
        values(
                value -> {
                  if (value.op() == Op.ADD && isHidingZero(value.arg(0))) {
                    value.args()[1] = graph.constant(value.type(), 0);
                  }
                })
            .apply(graph);
  }

  private static boolean isHidingZero(Value value) {
    return value.op() == Op.LOAD
        && value.arg(0).op() == Op.MAP_MEMORY
        && value.arg(0).aux() == FailCounters.INSTANCE;
  }
}
