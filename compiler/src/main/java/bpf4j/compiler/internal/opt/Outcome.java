package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Whether a comparison with a constant is decided by what is known of the value. */
final class Outcome {
  private static final long U32 = 0xffff_ffffL;

  private Outcome() {}

  /** The outcome as far as the bits that may be set decide it; null if they do not. */
  static Boolean byBits(Cond cond, Value a, long c) {
    if (!a.type().isInteger()) {
      return null;
    }
    boolean wide = a.type() == Type.I64;
    long bits = KnownBits.mayBeSet(a);
    long max = bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
    long uc = wide ? c : c & U32;
    Range range = Range.unsigned(0, max);
    if ((uc & ~bits) != 0 && (cond == Cond.EQ || cond == Cond.NE)) {
      return cond == Cond.NE;
    }
    if (cond.isSigned()) {
      boolean nonNegative = wide ? bits >= 0 : bits <= Integer.MAX_VALUE;
      if (!nonNegative) {
        return extreme(cond, c, wide);
      }
      if (c < 0) {
        return cond == Cond.GT || cond == Cond.GE;
      }
      return range.decide(cond.toUnsigned(), uc);
    }
    return range.decide(cond, uc);
  }

  private static Boolean extreme(Cond cond, long c, boolean wide) {
    long min = wide ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long max = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
    if (c == min && (cond == Cond.GE || cond == Cond.LT)) {
      return cond == Cond.GE;
    }
    if (c == max && (cond == Cond.LE || cond == Cond.GT)) {
      return cond == Cond.LE;
    }
    return null;
  }
}
