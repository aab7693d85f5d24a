package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Cond;

/**
 * An interval of integers, both ends included, in signed or unsigned order.
 *
 * @param isSigned the order in which {@code min} and {@code max} are meant
 */
record Range(boolean isSigned, long min, long max) {
  static Range unsigned(long min, long max) {
    return new Range(false, min, max);
  }

  private int compare(long a, long b) {
    return isSigned ? Long.compare(a, b) : Long.compareUnsigned(a, b);
  }

  /** Whether every member compares so with a constant, or none; null if it depends. */
  Boolean decide(Cond cond, long c) {
    return switch (cond) {
      case EQ, NE -> {
        if (compare(c, min) < 0 || compare(c, max) > 0) {
          yield cond == Cond.NE;
        }
        yield min == max ? (Boolean) (cond == Cond.EQ) : null;
      }
      case LT, ULT -> decide(compare(max, c) < 0, compare(min, c) >= 0);
      case GE, UGE -> decide(compare(min, c) >= 0, compare(max, c) < 0);
      case GT, UGT -> decide(compare(min, c) > 0, compare(max, c) <= 0);
      case LE, ULE -> decide(compare(max, c) <= 0, compare(min, c) > 0);
    };
  }

  private static Boolean decide(boolean always, boolean never) {
    if (always) {
      return true;
    }
    return never ? (Boolean) false : null;
  }

  /** The members that compare so with a constant; the interval itself when that is no interval. */
  Range meet(Cond cond, long c) {
    if (cond == Cond.EQ) {
      return new Range(isSigned, c, c);
    }
    if (cond == Cond.NE) {
      if (c == min && min != max) {
        return new Range(isSigned, min + 1, max);
      }
      return c == max && min != max ? new Range(isSigned, min, max - 1) : this;
    }
    if (cond.isSigned() != isSigned) {
      return this;
    }
    return switch (cond) {
      case LT, ULT -> c == lowest() ? this : atMost(c - 1);
      case LE, ULE -> atMost(c);
      case GT, UGT -> c == highest() ? this : atLeast(c + 1);
      case GE, UGE -> atLeast(c);
      default -> this;
    };
  }

  private long lowest() {
    return isSigned ? Long.MIN_VALUE : 0;
  }

  private long highest() {
    return isSigned ? Long.MAX_VALUE : -1;
  }

  private Range atMost(long c) {
    return compare(c, max) < 0 ? new Range(isSigned, min, c) : this;
  }

  private Range atLeast(long c) {
    return compare(c, min) > 0 ? new Range(isSigned, c, max) : this;
  }
}
