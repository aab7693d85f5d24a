package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfGlobalArray;
import java.util.List;
import java.util.function.Consumer;

/** Mistakes of passes that deal with packets, globals and the stack. */
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
    return graph ->
        values(
                value -> {
                  if (value.op() == Op.ADD && isGlobalArray(value.arg(0))) {
                    value.args()[1] = graph.constant(Type.I64, 0);
                  } else if (isGlobalArray(value)) {
                    value.become(Op.MAP_MEMORY, 0, value.aux(), value.args());
                  }
                })
            .apply(graph);
  }

  private static boolean isGlobalArray(Value value) {
    return value.op() == Op.MAP_MEMORY && value.aux() instanceof BpfGlobalArray<?>;
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
}
