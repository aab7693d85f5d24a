package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Value;

/**
 * How large a verifier of Linux 5.10 on believes a number to be at most: less is known here than to
 * {@link bpf4j.compiler.internal.ir.KnownBits}, since only what every verifier derives counts.
 */
final class VerifierRange {
  /** No answer: to the verifier it may be any number. */
  static final long UNKNOWN = -1;

  private static final int DEPTH = 12;
  private static final int BYTE = 0xff;
  private static final int SHORT = 0xffff;

  private VerifierRange() {}

  /** The largest value that a zero-extended I32 or an I64 has to the verifier. */
  static long max(Value value) {
    return max(value, DEPTH);
  }

  private static long max(Value value, int depth) {
    if (depth == 0) {
      return UNKNOWN;
    }
    return switch (value.op()) {
      case CONST -> value.imm() >= 0 ? value.imm() : UNKNOWN;
      case AND -> masked(value, depth);
      case ADD -> {
        long a = max(value.arg(0), depth - 1);
        long b = max(value.arg(1), depth - 1);
        yield a < 0 || b < 0 || a + b > Integer.MAX_VALUE ? UNKNOWN : a + b;
      }
      case OR, XOR -> {
        long a = max(value.arg(0), depth - 1);
        long b = max(value.arg(1), depth - 1);
        yield a < 0 || b < 0 ? UNKNOWN : fill(a | b);
      }
      case SHL -> {
        long a = max(value.arg(0), depth - 1);
        yield a < 0 || !value.arg(1).isConst() || a > SHORT || value.arg(1).imm() > 14
            ? UNKNOWN
            : a << value.arg(1).imm();
      }
      case SHR -> {
        long a = max(value.arg(0), depth - 1);
        yield a < 0 || !value.arg(1).isConst() ? UNKNOWN : a >>> value.arg(1).imm();
      }
      case ZEXT32, TRUNC -> {
        long a = max(value.arg(0), depth - 1);
        yield a > Integer.MAX_VALUE ? UNKNOWN : a;
      }
      case PACKET -> ((PacketAccess) value.aux()).bytes() == 1 ? BYTE : UNKNOWN;
      case LOAD -> loaded(value.access());
      case PHI -> phi(value, depth);
      default -> UNKNOWN;
    };
  }

  private static long masked(Value value, int depth) {
    long a = max(value.arg(0), depth - 1);
    long b = max(value.arg(1), depth - 1);
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }

  private static long loaded(Access access) {
    return access.signed()
        ? UNKNOWN
        : access.bytes() == 1 ? BYTE : access.bytes() == 2 ? SHORT : UNKNOWN;
  }

  /** A verifier goes along each path by itself; around a loop it would have to be asked again. */
  private static long phi(Value value, int depth) {
    long max = 0;
    for (Value arg : value.args()) {
      long one = arg == value ? UNKNOWN : max(arg, Math.min(depth - 1, 3));
      if (one < 0) {
        return UNKNOWN;
      }
      max = Math.max(max, one);
    }
    return max;
  }

  private static long fill(long bits) {
    return bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
  }
}
