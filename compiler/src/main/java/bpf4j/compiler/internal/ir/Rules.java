package bpf4j.compiler.internal.ir;

/**
 * The algebraic rewrites: each looks at one value and its arguments and answers with something
 * equal and cheaper. Applied when values are made and again by the simplifying pass.
 */
public final class Rules {
  private Rules() {}

  /**
   * Simplifies a value.
   *
   * @return an equal value made earlier; or {@code value} itself, perhaps rewritten in place
   */
  public static Value apply(Graph graph, Value value) {
    Value current = value;
    for (int i = 0; i < 8; i++) {
      Value next = step(graph, current);
      if (next != null && next != current) {
        return next;
      }
      if (next == null) {
        break;
      }
    }
    return current;
  }

  /** Memory at a constant distance from a pointer is reached by the instruction's own offset. */
  private static Value displace(Value v) {
    Value pointer = v.arg(0);
    if (pointer.op() != Op.ADD
        || !pointer.arg(1).isConst()
        || pointer.type() == Type.CONTEXT
        || !pointer.arg(0).type().isPointer()) {
      return null;
    }
    long offset = v.imm() + pointer.arg(1).imm();
    if (offset != (short) offset) {
      return null;
    }
    Value[] args = v.args().clone();
    args[0] = pointer.arg(0);
    v.become(v.op(), offset, v.aux(), args);
    return v;
  }

  /** One rewrite: another value, the same one if it changed in place, or null for no change. */
  private static Value step(Graph graph, Value v) {
    return switch (v.op()) {
      case ADD, SUB, MUL, AND, OR, XOR, SHL, SHR, SAR, UDIV, UREM, SDIV, SREM -> binary(graph, v);
      case NEG -> negate(graph, v);
      case SEXT8, SEXT16, SEXT32, ZEXT32, TRUNC, SWAP16, SWAP32, SWAP64 ->
          Conversions.step(graph, v);
      case PHI -> phi(v);
      case PACKET, PACKET_STORE, PACKET_COPY -> packet(graph, v);
      case LOAD,
          STORE,
          ATOMIC_ADD,
          ATOMIC_AND,
          ATOMIC_OR,
          ATOMIC_XOR,
          ATOMIC_FETCH_ADD,
          ATOMIC_FETCH_AND,
          ATOMIC_FETCH_OR,
          ATOMIC_FETCH_XOR,
          ATOMIC_EXCHANGE,
          ATOMIC_COMPARE_EXCHANGE ->
          displace(v);
      default -> null;
    };
  }

  private static Value binary(Graph graph, Value v) {
    Value a = v.arg(0);
    Value b = v.arg(1);
    if (!v.type().isInteger()) {
      return b.isZero() ? a : null;
    }
    if (a.isConst() && b.isConst()) {
      Long folded = Folding.binary(v.op(), v.type(), a.imm(), b.imm());
      return folded == null ? null : graph.constant(v.type(), folded);
    }
    if (v.op().isCommutative() && a.isConst()) {
      v.setArgs(b, a);
      return v;
    }
    if (a == b) {
      Value same = sameOperands(graph, v, a);
      if (same != null) {
        return same;
      }
    }
    if (b.isConst()) {
      return withConstant(graph, v, a, b.imm());
    }
    if (v.op() == Op.SUB && a.isZero()) {
      v.become(Op.NEG, 0, null, b);
      return v;
    }
    return null;
  }

  private static Value sameOperands(Graph graph, Value v, Value a) {
    return switch (v.op()) {
      case SUB, XOR -> graph.constant(v.type(), 0);
      case AND, OR -> a;
      default -> null;
    };
  }

  private static Value withConstant(Graph graph, Value v, Value a, long c) {
    Type type = v.type();
    int bits = type == Type.I32 ? 32 : 64;
    return switch (v.op()) {
      case ADD -> c == 0 ? a : reassociate(graph, v, a, c);
      case SUB -> {
        v.become(Op.ADD, 0, null, a, graph.constant(type, -c));
        yield v;
      }
      case MUL -> multiply(graph, v, a, c);
      case AND -> {
        if (c == 0) {
          yield graph.constant(type, 0);
        }
        yield c == -1 || (KnownBits.mayBeSet(a) & ~c) == 0 ? a : andMask(graph, v, a, c);
      }
      case OR -> c == 0 ? a : c == -1 ? graph.constant(type, -1) : reassociate(graph, v, a, c);
      case XOR -> c == 0 ? a : reassociate(graph, v, a, c);
      case SHL, SHR, SAR -> shift(graph, v, a, (int) c & (bits - 1), bits);
      case UDIV, UREM -> unsignedDivide(graph, v, a, type == Type.I32 ? c & 0xffff_ffffL : c);
      case SDIV, SREM -> signedDivide(graph, v, a, c);
      default -> null;
    };
  }

  private static Value multiply(Graph graph, Value v, Value a, long c) {
    Type type = v.type();
    if (c == 0) {
      return graph.constant(type, 0);
    }
    if (c == 1) {
      return a;
    }
    if (c == -1) {
      v.become(Op.NEG, 0, null, a);
      return v;
    }
    long magnitude = type == Type.I32 ? c & 0xffff_ffffL : c;
    if (Long.bitCount(magnitude) == 1) {
      v.become(Op.SHL, 0, null, a, graph.constant(type, Long.numberOfTrailingZeros(magnitude)));
      return v;
    }
    return null;
  }

  /** (x op c1) op c2 becomes x op (c1 op c2). */
  private static Value reassociate(Graph graph, Value v, Value a, long c) {
    if (a.op() == v.op() && a.arg(1).isConst()) {
      Long folded = Folding.binary(v.op(), v.type(), a.arg(1).imm(), c);
      if (folded != null) {
        v.setArgs(a.arg(0), graph.constant(v.type(), folded));
        return v;
      }
    }
    return null;
  }

  private static Value andMask(Graph graph, Value v, Value a, long c) {
    if (a.op() == Op.AND && a.arg(1).isConst()) {
      v.setArgs(a.arg(0), graph.constant(v.type(), a.arg(1).imm() & c));
      return v;
    }
    if (v.type() == Type.I64 && c == 0xffff_ffffL) {
      if (a.op() == Op.SEXT32) {
        v.become(Op.ZEXT32, 0, null, a.arg(0));
        return v;
      }
    }
    // A mask that only clears what sign extension made: the low bits are the source's own.
    if (a.op() == Op.SEXT8 && (c & ~0xffL) == 0 || a.op() == Op.SEXT16 && (c & ~0xffffL) == 0) {
      v.setArgs(a.arg(0), v.arg(1));
      return v;
    }
    if (a.op() == Op.SEXT32 && c >= 0 && c <= 0xffff_ffffL) {
      Value zext = graph.newValue(Op.ZEXT32, Type.I64, 0, null, a.arg(0));
      if (a.block() != null) {
        zext.setPosition(a.position());
        a.block().insert(a.block().values().indexOf(a) + 1, zext);
        v.setArgs(zext, v.arg(1));
        return v;
      }
    }
    return null;
  }

  private static Value shift(Graph graph, Value v, Value a, int c, int bits) {
    if (c == 0) {
      return a;
    }
    if (v.arg(1).imm() != c) {
      v.setArgs(a, graph.constant(v.type(), c));
      return v;
    }
    if (a.op() == v.op() && a.arg(1).isConst()) {
      int sum = c + ((int) a.arg(1).imm() & bits - 1);
      if (sum < bits) {
        v.setArgs(a.arg(0), graph.constant(v.type(), sum));
        return v;
      }
      if (v.op() != Op.SAR) {
        return graph.constant(v.type(), 0);
      }
    }
    long all = bits == 32 ? 0xffff_ffffL : -1L;
    if (v.op() == Op.SHL && a.op() == Op.SHR && a.arg(1).isConst() && a.arg(1).imm() == c) {
      v.become(Op.AND, 0, null, a.arg(0), graph.constant(v.type(), all << c));
      return v;
    }
    if (v.op() == Op.SHR && a.op() == Op.SHL && a.arg(1).isConst() && a.arg(1).imm() == c) {
      long mask = all >>> c;
      if (mask <= Integer.MAX_VALUE) {
        v.become(Op.AND, 0, null, a.arg(0), graph.constant(v.type(), mask));
        return v;
      }
    }
    if (v.op() == Op.SAR && KnownBits.isNonNegative(a)) {
      v.become(Op.SHR, 0, null, a, v.arg(1));
      return v;
    }
    if (v.op() == Op.SHR && KnownBits.mayBeSet(a) >>> c == 0) {
      return graph.constant(v.type(), 0);
    }
    return null;
  }

  private static Value unsignedDivide(Graph graph, Value v, Value a, long c) {
    if (Long.bitCount(c) == 1) {
      if (v.op() == Op.UDIV) {
        v.become(Op.SHR, 0, null, a, graph.constant(v.type(), Long.numberOfTrailingZeros(c)));
      } else {
        v.become(Op.AND, 0, null, a, graph.constant(v.type(), c - 1));
      }
      return v;
    }
    return null;
  }

  private static Value signedDivide(Graph graph, Value v, Value a, long c) {
    if (c == 1) {
      return v.op() == Op.SDIV ? a : graph.constant(v.type(), 0);
    }
    if (c == -1) {
      if (v.op() == Op.SREM) {
        return graph.constant(v.type(), 0);
      }
      v.become(Op.NEG, 0, null, a);
      return v;
    }
    if (c > 0 && KnownBits.isNonNegative(a)) {
      v.become(v.op() == Op.SDIV ? Op.UDIV : Op.UREM, 0, null, a, v.arg(1));
      return v;
    }
    return null;
  }

  private static Value negate(Graph graph, Value v) {
    Value a = v.arg(0);
    if (a.isConst()) {
      return graph.constant(v.type(), -a.imm());
    }
    return a.op() == Op.NEG ? a.arg(0) : null;
  }

  /** A constant part of the offset goes into the instruction. */
  private static Value packet(Graph graph, Value v) {
    Value index = v.arg(0);
    if (index.op() == Op.ADD && index.arg(1).isConst()) {
      long sum = v.imm() + index.arg(1).imm();
      // Offsets below zero mean something else, so their sign must not change.
      if (sum == (int) sum && (sum < 0) == (v.imm() < 0)) {
        return placed(v, sum, index.arg(0));
      }
    }
    if (index.isConst() && !index.isZero()) {
      long sum = v.imm() + index.imm();
      if (sum == (int) sum && (sum < 0) == (v.imm() < 0)) {
        return placed(v, sum, graph.constant(Type.I32, 0));
      }
    }
    return null;
  }

  private static Value placed(Value v, long offset, Value index) {
    v.setImm(offset);
    v.args()[0] = index;
    return v;
  }

  /** A phi of one value, itself aside, is that value. */
  private static Value phi(Value v) {
    Value only = null;
    for (Value arg : v.args()) {
      if (arg != v && arg != only) {
        if (only != null) {
          return null;
        }
        only = arg;
      }
    }
    return only;
  }
}
