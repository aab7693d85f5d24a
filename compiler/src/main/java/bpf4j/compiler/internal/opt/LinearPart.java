package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * Sees to it that the first bytes of a socket buffer lie in one piece, as far as there are any:
 * what then lies behind the end of that piece lies behind the packet's. Off the main path, since
 * most buffers are in one piece.
 */
final class LinearPart {
  private static final HelperCall PULL = new HelperCall(39, "skb_pull_data", Type.I64);

  /** {@code __sk_buff.len}. */
  private static final int LENGTH_FIELD = 0;

  private final Graph graph;
  private final Target target;
  private final long bytes;

  /**
   * Prepares.
   *
   * @param bytes how many are needed in one piece
   */
  LinearPart(Graph graph, Target target, long bytes) {
    this.graph = graph;
    this.target = target;
    this.bytes = bytes;
  }

  /** The packet's start and end. */
  record Bounds(Value start, Value end) {}

  /** Writes the test; answers with start and end as they are afterwards. */
  Bounds ensure(Bounds before, BlockWriter writer) {
    Value wanted = writer.constant(Type.I64, bytes);
    Value limit = writer.op(Op.ADD, Type.PACKET, before.start(), wanted);
    Block slow = cold();
    writer.requirePinned(Cond.ULE, limit, before.end(), slow);
    Block rest = writer.block();

    BlockWriter measure = new BlockWriter(graph, slow);
    Access field = Access.stable(Integer.BYTES);
    Value length = measure.emit(Op.LOAD, Type.I32, LENGTH_FIELD, field, graph.context());
    Value wide = measure.op(Op.ZEXT32, Type.I64, length);
    Value linear = measure.op(Op.SUB, Type.I64, before.end(), before.start());
    Block pull = cold();
    slow.branch(Cond.UGE, linear, wide, rest, pull);

    Block enough = cold();
    Block few = cold();
    pull.branch(Cond.UGE, wide, wanted, enough, few);
    Block call = cold();
    enough.jump(call);
    few.jump(call);
    Value size = phi(call, wanted, wide);
    BlockWriter calling = new BlockWriter(graph, call);
    calling.emit(Op.CALL, Type.I64, 0, PULL, graph.context(), size);
    Value start = address(calling, target.layout().dataOffset());
    Value end = address(calling, target.layout().endOffset());
    call.jump(rest);

    return new Bounds(
        phi(rest, before.start(), before.start(), start),
        phi(rest, before.end(), before.end(), end));
  }

  private Block cold() {
    Block block = graph.newBlock();
    block.setCold();
    return block;
  }

  private Value address(BlockWriter writer, int offset) {
    Access access = Access.of(target.layout().width(), false);
    return writer.emit(Op.LOAD, Type.PACKET, offset, access, graph.context());
  }

  /** A phi with an argument for each way into the block, in their order. */
  private Value phi(Block block, Value... args) {
    Value phi = graph.newValue(Op.PHI, args[args.length - 1].type(), 0, null, args);
    block.insert(block.phiCount(), phi);
    return phi;
  }
}
