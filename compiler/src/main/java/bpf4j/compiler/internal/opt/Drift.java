package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the loops in which a number that changes by one amount or another, as the way through the
 * round is, becomes a place in memory. The verifier keeps apart all sums that it may be by then:
 * the states at the loop's head grow in number with every round, and none is like one before.
 */
final class Drift {
  private final Loop loop;
  private final PacketReads packets;

  private Drift(Loop loop, PacketReads packets) {
    this.loop = loop;
    this.packets = packets;
  }

  static boolean isIn(Loop loop, PacketReads packets) {
    return new Drift(loop, packets).find();
  }

  private boolean find() {
    Set<Value> inPlaces = new HashSet<>();
    for (Block block : loop.blocks()) {
      for (Value value : block.values()) {
        if (isPlace(value)) {
          for (Value arg : value.args()) {
            collect(arg, inPlaces);
          }
        }
      }
    }
    for (Value phi : inPlaces) {
      if (phi.op() == Op.PHI && phi.block() == loop.header() && differsByWay(phi)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPlace(Value value) {
    return switch (value.op()) {
      // To helpers and classic loads an offset is a number like others.
      case PACKET, PACKET_STORE, PACKET_COPY -> packets.isDirect();
      default -> value.op() == Op.ADD && value.type().isPointer();
    };
  }

  /** All numbers of the loop's that a number is computed from. */
  private void collect(Value value, Set<Value> to) {
    boolean computed = value.op() == Op.PHI || value.op().isPure();
    if (value.isConst()
        || !value.type().isInteger()
        || !computed
        || !loop.contains(value.block())
        || !to.add(value)) {
      return;
    }
    for (Value arg : value.args()) {
      collect(arg, to);
    }
  }

  private boolean differsByWay(Value phi) {
    Set<Value> next = new HashSet<>();
    Value last = null;
    for (int i = 0; i < phi.argCount(); i++) {
      if (loop.isBackEdge(i)) {
        if (last != null && last != phi.arg(i)) {
          return true;
        }
        last = phi.arg(i);
        collect(last, next);
      }
    }
    return next.stream().anyMatch(v -> v.op() == Op.PHI && v.block() != loop.header());
  }
}
