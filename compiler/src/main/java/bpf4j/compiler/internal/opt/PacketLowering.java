package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Packet accesses by classic loads and by helpers. */
final class PacketLowering {
  private static final HelperCall LOAD = new HelperCall(26, "skb_load_bytes", Type.I64);
  private static final HelperCall LOAD_RELATIVE =
      new HelperCall(68, "skb_load_bytes_relative", Type.I64);
  private static final HelperCall STORE = new HelperCall(9, "skb_store_bytes", Type.I64);
  private static final int FROM_NETWORK_HEADER = 1;
  private static final int HIGH_BITS = 32;

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
    boolean relative = isRelative(value);
    long offset = relative ? value.imm() - Target.NETWORK_RELATIVE : value.imm();
    checkNotNegative(value.arg(0), offset, access);
    if (value.op() == Op.PACKET && target.packets() == Target.PacketReads.CLASSIC) {
      classic(value, access);
      return;
    }
    Value at =
        writer.op(
            Op.ZEXT32,
            Type.I64,
            writer.op(Op.ADD, Type.I32, value.arg(0), graph.constant(Type.I32, offset)));
    switch (value.op()) {
      case PACKET_COPY -> load(at, value.arg(1), relative, access);
      case PACKET_STORE -> store(value, at, access);
      default -> {
        Value to = scratch(access);
        load(at, to, relative, access);
        PacketBytes.read(writer, value, to, 0, access.bytes());
      }
    }
  }

  /**
   * Whether an offset counts from the network header, as its constant part tells. One that is a
   * little below zero does not: the sum may well lie inside the packet, as in {@code u8(len() -
   * 1)}.
   */
  private boolean isRelative(Value value) {
    return (value.op() == Op.PACKET_COPY || target.packets() == Target.PacketReads.LOAD_BYTES)
        && value.imm() < Target.NETWORK_RELATIVE / 2;
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

  /** Classic loads take at most four bytes, the high part first, as Java reads them. */
  private void classic(Value value, PacketAccess access) {
    Value index = value.arg(0);
    long offset = value.imm();
    if (access.bytes() <= Integer.BYTES) {
      makeClassic(value, index, offset, access);
      writer.add(value);
      return;
    }
    int high = access.bytes() - Integer.BYTES;
    Value upper = classicPart(index, offset, new PacketAccess(high, access.site()));
    Value lower = classicPart(index, offset + high, new PacketAccess(Integer.BYTES, access.site()));
    value.become(Op.OR, 0, null, PacketBytes.shifted(writer, upper, HIGH_BITS), lower);
    writer.add(value);
  }

  private Value classicPart(Value index, long offset, PacketAccess access) {
    Value part = graph.newValue(Op.PACKET, Type.I32, offset, access, index);
    part.setPosition(access.site().position());
    makeClassic(part, index, offset, access);
    writer.add(part);
    return writer.op(Op.ZEXT32, Type.I64, part);
  }

  private static void makeClassic(Value value, Value index, long offset, PacketAccess access) {
    if (index.isConst()) {
      value.become(Op.LD_ABS, offset + index.imm(), access);
    } else {
      value.become(Op.LD_IND, offset, access, index);
    }
  }

  /** Six bytes are two and four, each of which the stack wants aligned. */
  private Value scratch(PacketAccess access) {
    if (scratch == null) {
      scratch = graph.address(graph.newSlot(Long.BYTES, "packet"));
    }
    return access.bytes() == Short.BYTES + Integer.BYTES
        ? writer.op(Op.ADD, Type.STACK, scratch, graph.constant(Type.I64, Short.BYTES))
        : scratch;
  }

  private void load(Value at, Value to, boolean relative, PacketAccess access) {
    Value size = graph.constant(Type.I64, access.bytes());
    Value context = graph.context();
    Value status =
        relative
            ? call(
                LOAD_RELATIVE, context, at, to, size, graph.constant(Type.I64, FROM_NETWORK_HEADER))
            : call(LOAD, context, at, to, size);
    writer.require(Cond.EQ, status, graph.constant(Type.I64, 0), access.site());
  }

  private void store(Value value, Value at, PacketAccess access) {
    Value from = scratch(access);
    PacketBytes.write(writer, value.arg(1), from, 0, access.bytes());
    Value size = graph.constant(Type.I64, access.bytes());
    Value flags = graph.constant(Type.I64, 0);
    Value status = call(STORE, graph.context(), at, from, size, flags);
    writer.require(Cond.EQ, status, graph.constant(Type.I64, 0), access.site());
  }

  private Value call(HelperCall helper, Value... args) {
    return writer.emit(Op.CALL, Type.I64, 0, helper, args);
  }
}
