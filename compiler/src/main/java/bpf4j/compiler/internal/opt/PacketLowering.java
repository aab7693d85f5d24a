package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Packet reads, in the way that the program type has. */
final class PacketLowering {
  private static final HelperCall LOAD = new HelperCall(26, "skb_load_bytes", Type.I64);
  private static final HelperCall LOAD_RELATIVE =
      new HelperCall(68, "skb_load_bytes_relative", Type.I64);
  private static final int FROM_NETWORK_HEADER = 1;

  private final Graph graph;
  private final Target target;
  private final IndexBounds bounds;
  private BlockWriter writer;

  /** Where helpers put what they read; taken out before the next one, so one serves them all. */
  private Value scratch;

  PacketLowering(Graph graph, Target target) {
    this.graph = graph;
    this.target = target;
    this.bounds = new IndexBounds(graph);
  }

  void lower(Value value, BlockWriter blockWriter) {
    writer = blockWriter;
    writer.setPosition(value.position());
    PacketAccess access = (PacketAccess) value.aux();
    boolean relative = isRelative(value.imm());
    long offset = relative ? value.imm() - Target.NETWORK_RELATIVE : value.imm();
    Value index = value.arg(0);
    checkNotNegative(index, offset, access);
    if (target.packets() == Target.PacketReads.CLASSIC) {
      if (index.isConst()) {
        value.become(Op.LD_ABS, value.imm() + index.imm(), access);
      } else {
        value.become(Op.LD_IND, value.imm(), access, index);
      }
      writer.add(value);
    } else {
      loadBytes(value, index, offset, relative, access);
    }
  }

  /**
   * Whether an offset's constant part is one from the network header on. One that is a little below
   * zero is not: the sum may well lie inside the packet, as in {@code u8(len() - 1)}.
   */
  private boolean isRelative(long constant) {
    return target.packets() == Target.PacketReads.LOAD_BYTES
        && constant < Target.NETWORK_RELATIVE / 2;
  }

  /** Java's offsets may be negative, which the kernel would take for something else. */
  private void checkNotNegative(Value index, long offset, PacketAccess access) {
    if (index.isConst()) {
      if (index.imm() + offset < 0) {
        writer.require(
            Cond.NE, graph.constant(Type.I32, 0), graph.constant(Type.I32, 0), access.site());
      }
      return;
    }
    long bound = bounds.of(index);
    if (offset >= 0 && bound >= 0 && bound + offset <= Integer.MAX_VALUE) {
      return;
    }
    Value sum = writer.op(Op.ADD, Type.I32, index, graph.constant(Type.I32, offset));
    writer.require(Cond.GE, sum, graph.constant(Type.I32, 0), access.site());
  }

  private void loadBytes(
      Value value, Value index, long offset, boolean relative, PacketAccess access) {
    if (scratch == null) {
      scratch = graph.address(graph.newSlot(8, "packet"));
    }
    int bytes = access.bytes();
    Value at =
        writer.op(
            Op.ZEXT32,
            Type.I64,
            writer.op(Op.ADD, Type.I32, index, graph.constant(Type.I32, offset)));
    Value size = graph.constant(Type.I64, bytes);
    Value context = graph.context();
    Value status =
        relative
            ? writer.emit(
                Op.CALL,
                Type.I64,
                0,
                LOAD_RELATIVE,
                context,
                at,
                scratch,
                size,
                graph.constant(Type.I64, FROM_NETWORK_HEADER))
            : writer.emit(Op.CALL, Type.I64, 0, LOAD, context, at, scratch, size);
    writer.require(Cond.EQ, status, graph.constant(Type.I64, 0), access.site());
    Op swap = bytes == 2 ? Op.SWAP16 : Op.SWAP32;
    if (bytes == 1) {
      value.become(Op.LOAD, 0, Access.of(1, false), scratch);
      writer.add(value);
    } else {
      Value raw = writer.emit(Op.LOAD, Type.I32, 0, Access.of(bytes, false), scratch);
      value.become(swap, 0, null, raw);
      writer.add(value);
    }
  }
}
