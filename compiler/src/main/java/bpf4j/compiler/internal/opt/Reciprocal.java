package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;

/**
 * A division by a constant as a multiplication and a shift: {@code x / d == x * factor >>> shift}
 * for all dividends of so many bits (Granlund and Montgomery 1994, theorem 4.2). Products do not
 * overflow 64 bits.
 */
record Reciprocal(long factor, int shift) {
  /** What divides by the constant that an unsigned division has; null if nothing does. */
  static Reciprocal of(Value division) {
    boolean unsigned = division.op() == Op.UDIV || division.op() == Op.UREM;
    if (!unsigned || !division.arg(1).isConst()) {
      return null;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(KnownBits.unsignedMax(division.arg(0)));
    long divisor = division.arg(1).imm();
    if (!division.type().isWide()) {
      bits = Math.min(bits, Integer.SIZE);
      divisor &= 0xffff_ffffL;
    }
    return bits > Integer.SIZE || divisor < 3 || divisor > Integer.MAX_VALUE
        ? null
        : of(divisor, bits);
  }

  private static Reciprocal of(long divisor, int bits) {
    for (int shift = bits; shift < Long.SIZE - 1; shift++) {
      long factor = (1L << shift) / divisor + 1;
      long excess = factor * divisor - (1L << shift);
      if (excess <= 1L << shift - bits) {
        return Long.numberOfLeadingZeros(factor) >= bits ? new Reciprocal(factor, shift) : null;
      }
    }
    return null;
  }
}
