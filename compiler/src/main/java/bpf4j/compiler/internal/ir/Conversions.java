package bpf4j.compiler.internal.ir;

/** Rewrites of width conversions and byte swaps. */
final class Conversions {
  private Conversions() {}

  static Value step(Graph graph, Value v) {
    Value a = v.arg(0);
    if (a.isConst()) {
      return graph.constant(v.type(), Folding.unary(v.op(), a.imm()));
    }
    return switch (v.op()) {
      case SEXT8 -> narrow(v, a, 0x80, Op.SEXT8);
      case SEXT16 -> narrow(v, a, 0x8000, Op.SEXT16);
      case SEXT32 -> widen(v, a);
      case ZEXT32 -> zeroExtend(a);
      case TRUNC -> truncate(v, a);
      case SWAP16 -> swap16(graph, v, a);
      case SWAP32, SWAP64 -> a.op() == v.op() ? a.arg(0) : null;
      default -> null;
    };
  }

  private static Value narrow(Value v, Value a, long sign, Op self) {
    long bits = KnownBits.mayBeSet(a);
    if (bits < sign && bits >= 0) {
      return a;
    }
    if (a.op() == self || self == Op.SEXT16 && a.op() == Op.SEXT8) {
      return a;
    }
    long low = sign * 2 - 1;
    // The extension looks at the low bits only: a mask that keeps them all changes nothing.
    if (a.op() == Op.AND && a.arg(1).isConst() && (a.arg(1).imm() & low) == low) {
      v.setArgs(a.arg(0));
      return v;
    }
    return null;
  }

  private static Value widen(Value v, Value a) {
    if (KnownBits.isNonNegative(a)) {
      v.become(Op.ZEXT32, 0, null, a);
      return v;
    }
    return null;
  }

  private static Value zeroExtend(Value a) {
    if (a.op() == Op.TRUNC && (KnownBits.mayBeSet(a.arg(0)) & ~0xffff_ffffL) == 0) {
      return a.arg(0);
    }
    return null;
  }

  private static Value truncate(Value v, Value a) {
    if (a.op() == Op.SEXT32 || a.op() == Op.ZEXT32) {
      return a.arg(0);
    }
    if (a.op() == Op.AND && a.arg(1).isConst() && (int) a.arg(1).imm() == -1) {
      v.setArgs(a.arg(0));
      return v;
    }
    return null;
  }

  private static Value swap16(Graph graph, Value v, Value a) {
    if (a.op() == Op.SWAP16) {
      v.become(Op.AND, 0, null, a.arg(0), graph.constant(v.type(), 0xffff));
      return v;
    }
    if (a.op() == Op.AND && a.arg(1).isConst() && (a.arg(1).imm() & 0xffff) == 0xffff) {
      v.setArgs(a.arg(0));
      return v;
    }
    return null;
  }
}
