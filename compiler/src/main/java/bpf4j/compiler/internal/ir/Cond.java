package bpf4j.compiler.internal.ir;

/** A comparison of two integers of one type, or of a pointer with zero. */
public enum Cond {
  EQ,
  NE,
  LT,
  GE,
  GT,
  LE,
  ULT,
  UGE,
  UGT,
  ULE;

  /** The condition that holds exactly when this one does not. */
  public Cond negate() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT -> GE;
      case GE -> LT;
      case GT -> LE;
      case LE -> GT;
      case ULT -> UGE;
      case UGE -> ULT;
      case UGT -> ULE;
      case ULE -> UGT;
    };
  }

  /** The condition with its operands exchanged. */
  public Cond swap() {
    return switch (this) {
      case EQ, NE -> this;
      case LT -> GT;
      case GE -> LE;
      case GT -> LT;
      case LE -> GE;
      case ULT -> UGT;
      case UGE -> ULE;
      case UGT -> ULT;
      case ULE -> UGE;
    };
  }

  public Cond toUnsigned() {
    return switch (this) {
      case LT -> ULT;
      case GE -> UGE;
      case GT -> UGT;
      case LE -> ULE;
      default -> this;
    };
  }

  public boolean isSigned() {
    return this == LT || this == GE || this == GT || this == LE;
  }

  /** Compares two constants, each sign-extended from its type. */
  public boolean test(long a, long b, boolean wide) {
    long ua = wide ? a : a & 0xffff_ffffL;
    long ub = wide ? b : b & 0xffff_ffffL;
    return switch (this) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case GE -> a >= b;
      case GT -> a > b;
      case LE -> a <= b;
      case ULT -> Long.compareUnsigned(ua, ub) < 0;
      case UGE -> Long.compareUnsigned(ua, ub) >= 0;
      case UGT -> Long.compareUnsigned(ua, ub) > 0;
      case ULE -> Long.compareUnsigned(ua, ub) <= 0;
    };
  }
}
