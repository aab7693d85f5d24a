package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Set<Value> holding;
  private final IndexBounds bounds;
  private BlockWriter writer;

  /** Where helpers put what they read; taken out before the next one, so one serves them all. */
  private Value scratch;

  /** Where what has been fetched lies. */
  private final Map<Value, Value> fetched = new HashMap<>();

  /**
   * Prepares.
   *
   * @param holding reads made while the program holds something that it must give back
   */
  PacketLowering(Graph graph, Target target, Set<Value> holding) {
    this.graph = graph;
    this.target = target;
    this.holding = holding;
    this.bounds = new IndexBounds(graph);
  }

  /**
   * Lowers an access.
   *
   * @param following what its block does next
   */
  void lower(Value value, List<Value> following, BlockWriter blockWriter) {
    writer = blockWriter;
    writer.setPosition(value.position());
    Value place = fetched.remove(value);
    if (place != null) {
      read(value, place);
      return;
    }
    if (value.op() == Op.PACKET && !isClassic(value)) {
      AdjacentReads reads = AdjacentReads.from(value, following);
      if (reads.reads().size() > 1) {
        lowerTogether(reads);
        return;
      }
    }
    lowerAlone(value);
  }

  /**
   * One call fetches what several reads ask for. When it fails, they are made one by one off the
   * main path, to tell which of them it was.
   */
  private void lowerTogether(AdjacentReads reads) {
    Value first = reads.reads().get(0);
    Block apart = apart(reads);
    boolean relative = isRelative(first);
    long offset = constantOffset(reads.least(), relative);
    Value index = first.arg(0);
    Value start = writer.op(Op.ADD, Type.I32, index, graph.constant(Type.I32, offset));
    if (mayBeNegative(index, offset)) {
      writer.requireElse(Cond.GE, start, graph.constant(Type.I32, 0), apart);
    }
    Value to = scratch(reads.padding());
    Value status = fetch(writer.op(Op.ZEXT32, Type.I64, start), to, relative, reads.bytes());
    writer.requireElse(Cond.EQ, status, graph.constant(Type.I64, 0), apart);
    for (Value read : reads.reads()) {
      fetched.put(read, scratch(reads.padding() + read.imm() - reads.least()));
    }
    read(first, fetched.remove(first));
  }

  private void read(Value value, Value place) {
    PacketBytes.read(writer, value, place, 0, ((PacketAccess) value.aux()).bytes());
  }

  private Block apart(AdjacentReads reads) {
    Block apart = graph.newBlock();
    PacketAccess last = (PacketAccess) reads.last().aux();
    apart.setCold();
    apart.fail(last.site());
    apart.setPosition(last.site().position());
    BlockWriter main = writer;
    writer = new BlockWriter(graph, apart);
    for (Value read : reads.reads().subList(0, reads.reads().size() - 1)) {
      PacketAccess access = (PacketAccess) read.aux();
      writer.setPosition(read.position());
      boolean relative = isRelative(read);
      long offset = constantOffset(read.imm(), relative);
      checkNotNegative(read.arg(0), offset, access);
      load(start(read, offset), scratch(access), relative, access);
    }
    writer = main;
    return apart;
  }

  private boolean isClassic(Value value) {
    return value.op() == Op.PACKET
        && target.packets() == Target.PacketReads.CLASSIC
        && !holding.contains(value);
  }

  private void lowerAlone(Value value) {
    PacketAccess access = (PacketAccess) value.aux();
    boolean relative = isRelative(value);
    long offset = constantOffset(value.imm(), relative);
    checkNotNegative(value.arg(0), offset, access);
    if (isClassic(value)) {
      classic(value, access);
      return;
    }
    Value at = start(value, offset);
    switch (value.op()) {
      case PACKET_COPY -> load(at, value.arg(1), relative, access);
      case PACKET_STORE -> store(value, at, access);
      default -> {
        Value to = scratch(access);
        load(at, to, relative, access);
        read(value, to);
      }
    }
  }

  private Value start(Value value, long offset) {
    Value sum = writer.op(Op.ADD, Type.I32, value.arg(0), graph.constant(Type.I32, offset));
    return writer.op(Op.ZEXT32, Type.I64, sum);
  }

  private static long constantOffset(long offset, boolean relative) {
    return relative ? offset - Target.NETWORK_RELATIVE : offset;
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
    if (mayBeNegative(index, offset)) {
      Value sum = writer.op(Op.ADD, Type.I32, index, graph.constant(Type.I32, offset));
      writer.require(Cond.GE, sum, graph.constant(Type.I32, 0), access.site());
    }
  }

  private boolean mayBeNegative(Value index, long offset) {
    if (index.isConst()) {
      return index.imm() + offset < 0;
    }
    long bound = bounds.of(index);
    return offset < 0 || bound < 0 || bound + offset > Integer.MAX_VALUE;
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
    return scratch(access.bytes() == Short.BYTES + Integer.BYTES ? Short.BYTES : 0);
  }

  private Value scratch(long offset) {
    if (scratch == null) {
      scratch = graph.address(graph.newSlot(Long.BYTES, "packet"));
    }
    return offset == 0
        ? scratch
        : writer.op(Op.ADD, Type.STACK, scratch, graph.constant(Type.I64, offset));
  }

  private void load(Value at, Value to, boolean relative, PacketAccess access) {
    Value status = fetch(at, to, relative, access.bytes());
    writer.require(Cond.EQ, status, graph.constant(Type.I64, 0), access.site());
  }

  private Value fetch(Value at, Value to, boolean relative, int bytes) {
    Value size = graph.constant(Type.I64, bytes);
    Value context = graph.context();
    return relative
        ? call(LOAD_RELATIVE, context, at, to, size, graph.constant(Type.I64, FROM_NETWORK_HEADER))
        : call(LOAD, context, at, to, size);
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
