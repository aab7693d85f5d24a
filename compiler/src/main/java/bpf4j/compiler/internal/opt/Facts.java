package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Comparisons known to hold at one point of the program, newest last. */
final class Facts {
  private record Fact(Cond cond, Value left, Value right) {}

  private final List<Fact> facts = new ArrayList<>();

  int mark() {
    return facts.size();
  }

  void restore(int mark) {
    facts.subList(mark, facts.size()).clear();
  }

  void add(Cond cond, Value left, Value right) {
    facts.add(new Fact(cond, left, right));
  }

  /** Whether a comparison holds; null if that is not known. */
  Boolean decide(Cond cond, Value left, Value right) {
    if (facts.isEmpty()) {
      return null;
    }
    Boolean same = bySameOperands(cond, left, right);
    return same != null || !right.isConst() ? same : byRange(cond, left, right.imm());
  }

  private Boolean bySameOperands(Cond cond, Value left, Value right) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      Fact fact = facts.get(i);
      Cond known = null;
      if (fact.left() == left && fact.right() == right) {
        known = fact.cond();
      } else if (fact.left() == right && fact.right() == left) {
        known = fact.cond().swap();
      }
      if (known != null) {
        Boolean outcome = implies(known, cond);
        if (outcome != null) {
          return outcome;
        }
      }
    }
    return null;
  }

  /** Whether one comparison of two numbers settles another of the same two. */
  static Boolean implies(Cond known, Cond asked) {
    if (known == asked) {
      return true;
    }
    if (known == asked.negate()) {
      return false;
    }
    return switch (known) {
      case EQ ->
          switch (asked) {
            case LE, GE, ULE, UGE -> true;
            default -> false;
          };
      case LT -> asked == Cond.LE || asked == Cond.NE ? Boolean.TRUE : no(asked, Cond.EQ, Cond.GT);
      case GT -> asked == Cond.GE || asked == Cond.NE ? Boolean.TRUE : no(asked, Cond.EQ, Cond.LT);
      case ULT ->
          asked == Cond.ULE || asked == Cond.NE ? Boolean.TRUE : no(asked, Cond.EQ, Cond.UGT);
      case UGT ->
          asked == Cond.UGE || asked == Cond.NE ? Boolean.TRUE : no(asked, Cond.EQ, Cond.ULT);
      default -> null;
    };
  }

  private static Boolean no(Cond asked, Cond first, Cond second) {
    return asked == first || asked == second ? Boolean.FALSE : null;
  }

  private Boolean byRange(Cond cond, Value value, long c) {
    if (!value.type().isInteger()) {
      return null;
    }
    boolean wide = value.type() == Type.I64;
    Range signed =
        wide
            ? new Range(true, Long.MIN_VALUE, Long.MAX_VALUE)
            : new Range(true, Integer.MIN_VALUE, Integer.MAX_VALUE);
    Range unsigned = new Range(false, 0, wide ? -1L : 0xffff_ffffL);
    boolean any = false;
    for (Fact fact : facts) {
      if (fact.left() == value && fact.right().isConst()) {
        any = true;
        long k = fact.right().imm();
        signed = signed.meet(fact.cond(), k);
        unsigned = unsigned.meet(fact.cond(), toUnsigned(k, wide));
      }
    }
    if (!any) {
      return null;
    }
    if (signed.min() >= 0) {
      // In this half both orders agree.
      unsigned = unsigned.meet(Cond.ULE, signed.max()).meet(Cond.UGE, signed.min());
    }
    Boolean outcome = cond.isSigned() ? null : unsigned.decide(cond, toUnsigned(c, wide));
    if (outcome == null && (cond.isSigned() || cond == Cond.EQ || cond == Cond.NE)) {
      outcome = signed.decide(cond, c);
    }
    return outcome;
  }

  private static long toUnsigned(long value, boolean wide) {
    return wide ? value : value & 0xffff_ffffL;
  }
}
