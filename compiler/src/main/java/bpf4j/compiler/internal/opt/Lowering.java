package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Replaces operations that the machine does not have by those it has. */
final class Lowering implements Pass {
  private final Target target;

  Lowering(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    boolean changed = shareImpossibleExits(graph);
    if (target.packets().isDirect()) {
      changed |= new DirectPackets(graph, target).run();
    }
    PacketLowering packets = new PacketLowering(graph, target);
    for (Block block : List.copyOf(graph.blocks())) {
      changed |= lower(graph, block, packets);
    }
    graph.removeUnreachable();
    return changed;
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

  /** Ways out that no run takes, there for the verifier alone, go wherever a way out already is. */
  private boolean shareImpossibleExits(Graph graph) {
    Block exit = null;
    for (Block block : graph.blocks()) {
      if (block.exit() == Block.Exit.RETURN && block.left().isConst(target.defaultVerdict())) {
        exit = block;
      }
    }
    if (exit == null) {
      return false;
    }
    boolean changed = false;
    Block alone = null;
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() == Block.Exit.FAIL && block.site() == null) {
        alone = alone == null ? split(graph, exit) : alone;
        for (Block pred : List.copyOf(block.preds())) {
          pred.retarget(pred.succ(0) == block ? 0 : 1, alone);
          changed = true;
        }
      }
    }
    return changed;
  }

  /** The end of a returning block as a block of its own. */
  private static Block split(Graph graph, Block block) {
    if (block.values().isEmpty()) {
      return block;
    }
    Block end = graph.newBlock();
    end.absorbExit(block);
    block.reopen();
    block.jump(end);
    return end;
  }
}
