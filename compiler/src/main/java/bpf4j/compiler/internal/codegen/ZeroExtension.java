package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * For which 32-bit values the upper half of the register is zero, because the instruction that
 * makes them clears it. All 32-bit arithmetic does, and so do loads.
 */
final class ZeroExtension {
  private final boolean[] zero;

  ZeroExtension(Graph graph) {
    zero = new boolean[graph.valueCount()];
    for (Block block : graph.blocks()) {
      for (Value value : block.values()) {
        zero[value.id()] = value.type() == Type.I32 && clearsUpperHalf(value);
      }
    }
    // Phis start out as true and are taken back: around a loop only that finds what holds.
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : graph.blocks()) {
        for (Value value : block.values()) {
          if (value.op() != Op.PHI) {
            break;
          }
          if (zero[value.id()] && !allZero(value)) {
            zero[value.id()] = false;
            changed = true;
          }
        }
      }
    }
  }

  boolean isZeroExtended(Value value) {
    return value.isConst() || zero[value.id()];
  }

  private boolean allZero(Value phi) {
    for (Value arg : phi.args()) {
      if (!isZeroExtended(arg)) {
        return false;
      }
    }
    return true;
  }

  private static boolean clearsUpperHalf(Value value) {
    return value.op() != Op.TRUNC
        || (KnownBits.mayBeSet(value.arg(0)) & 0xffff_ffff_0000_0000L) == 0;
  }
}
