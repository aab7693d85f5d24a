package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * A number that is a phi plus a constant, narrowed or widened perhaps.
 *
 * @param phi the phi
 * @param distance the constant
 * @param bits how many bits the narrowest number on the way has
 * @param isUnsigned whether 32 bits were widened with zeros
 */
record Linear(Value phi, long distance, int bits, boolean isUnsigned) {
  private static final int MOST_STEPS = 8;

  /** A value as such a number; null if it is none. */
  static Linear of(Value value) {
    long distance = 0;
    int bits = Long.SIZE;
    boolean unsigned = false;
    Value at = value;
    for (int i = 0; i < MOST_STEPS; i++) {
      Op op = at.op();
      // What is extended is 32 bits, whatever register they are taken from.
      if (at.type() == Type.I32 || op == Op.SEXT32 || op == Op.ZEXT32) {
        bits = Integer.SIZE;
      }
      switch (op) {
        case PHI:
          return new Linear(at, distance, bits, unsigned);
        case ADD:
          if (!at.arg(1).isConst()) {
            return null;
          }
          distance += at.arg(1).imm();
          break;
        case ZEXT32:
          // What is added afterwards moves the place where it wraps round.
          if (distance != 0) {
            return null;
          }
          unsigned = true;
          break;
        case SEXT32, TRUNC:
          break;
        default:
          return null;
      }
      at = at.arg(0);
    }
    return null;
  }

  /** Half as many numbers as the narrowest on the way can tell apart. */
  double span() {
    return bits == Integer.SIZE ? 0x1p31 : 0x1p63;
  }

  /**
   * Whether the sum is the mathematical one where the phi is between two numbers: nothing was cut
   * off and nothing wrapped round.
   */
  boolean isExactFor(double smallest, double largest) {
    boolean plain = distance == 0 && (phi.type() != Type.I64 || bits == Long.SIZE);
    return plain || smallest + distance >= -span() && largest + distance < span();
  }
}
