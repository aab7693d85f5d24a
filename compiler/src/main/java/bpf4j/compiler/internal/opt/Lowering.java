package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Replaces operations that the machine does not have by those it has. */
final class Lowering implements Pass {
  private final Target target;

  Lowering(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    if (target.packets().isDirect()) {
      changed |= new DirectPackets(graph, target).run();
    }
    PacketLowering packets = new PacketLowering(graph, target, readsWhileHolding(graph));
    for (Block block : List.copyOf(graph.blocks())) {
      changed |= lower(graph, block, packets);
    }
    graph.removeUnreachable();
    return changed;
  }

  /** Classic loads may end the run by themselves, without giving back what it holds. */
  private static Set<Value> readsWhileHolding(Graph graph) {
    Set<Value> reads = new HashSet<>();
    if (Holdings.hasAny(graph)) {
      new Holdings(graph)
          .visit(
              (value, things, calls) -> {
                if (value.op() == Op.PACKET && !things.isEmpty()) {
                  reads.add(value);
                }
              });
    }
    return reads;
  }

  private boolean lower(Graph graph, Block block, PacketLowering packets) {
    boolean any = false;
    for (Value value : block.values()) {
      checkAtomic(value);
      any |= needsLowering(value);
    }
    if (!any) {
      return false;
    }
    List<Value> values = new ArrayList<>(block.values());
    block.values().clear();
    BlockWriter writer = new BlockWriter(graph, block);
    DivisionLowering divisions = new DivisionLowering(writer);
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (DirectPackets.isAccess(value)) {
        packets.lower(value, values.subList(i + 1, values.size()), writer);
      } else if (needsLowering(value)) {
        divisions.lower(value);
      } else {
        writer.add(value);
      }
    }
    return true;
  }

  private void checkAtomic(Value value) {
    if (value.op().isAtomic()
        && value.op() != Op.ATOMIC_ADD
        && !target.has(Target.Feature.ATOMICS)) {
      throw SourcePosition.refusal(
          value.position(),
          "this kernel has atomic additions only, and they do not answer with a value; others are"
              + " in Linux from 5.12 on");
    }
  }

  private boolean needsLowering(Value value) {
    return switch (value.op()) {
      case PACKET, PACKET_STORE, PACKET_COPY -> true;
      case SDIV, SREM ->
          !target.has(Target.Feature.SIGNED_DIVISION)
              || DivisionLowering.isPowerOfTwo(value.arg(1));
      case UDIV, UREM -> Reciprocal.of(value) != null;
      default -> false;
    };
  }
}
