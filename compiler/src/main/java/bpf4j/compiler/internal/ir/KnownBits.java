package bpf4j.compiler.internal.ir;

/**
 * What can be said of a value from the operations that made it. A fact about Java semantics only:
 * what the verifier knows is another matter.
 */
public final class KnownBits {
  private static final int DEPTH = 6;

  /** Packets that are read directly are never as long. */
  private static final long PACKET_LENGTHS = 0x7fff_ffffL;

  private KnownBits() {}

  /**
   * A mask of the bits that may be set. For I32 the upper half is clear: it says nothing about the
   * register's upper half.
   */
  public static long mayBeSet(Value value) {
    return mayBeSet(value, DEPTH);
  }

  /** True when the value, read as signed in its own type, cannot be negative. */
  public static boolean isNonNegative(Value value) {
    return (mayBeSet(value) & signBit(value.type())) == 0;
  }

  /** The largest value, read as unsigned. */
  public static long unsignedMax(Value value) {
    long bits = mayBeSet(value);
    return bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
  }

  private static long signBit(Type type) {
    return type == Type.I32 ? 0x8000_0000L : Long.MIN_VALUE;
  }

  private static long width(Type type) {
    return type == Type.I32 ? 0xffff_ffffL : -1L;
  }

  private static long mayBeSet(Value value, int depth) {
    long all = width(value.type());
    if (depth == 0) {
      return all;
    }
    return switch (value.op()) {
      case CONST -> value.imm() & all;
      case AND -> mayBeSet(value.arg(0), depth - 1) & mayBeSet(value.arg(1), depth - 1);
      case OR, XOR -> mayBeSet(value.arg(0), depth - 1) | mayBeSet(value.arg(1), depth - 1);
      case ADD -> sum(value, depth) & all;
      case MUL -> product(value, depth) & all;
      case SHL ->
          value.arg(1).isConst() ? mayBeSet(value.arg(0), depth - 1) << shift(value) & all : all;
      case SHR ->
          value.arg(1).isConst()
              ? (mayBeSet(value.arg(0), depth - 1) & all) >>> shift(value)
              : fill(mayBeSet(value.arg(0), depth - 1));
      case UDIV -> fill(mayBeSet(value.arg(0), depth - 1));
      case UREM ->
          fill(mayBeSet(value.arg(0), depth - 1)) & fill(mayBeSet(value.arg(1), depth - 1));
      case ZEXT32, TRUNC -> mayBeSet(value.arg(0), depth - 1) & 0xffff_ffffL;
      case SEXT32 -> {
        long bits = mayBeSet(value.arg(0), depth - 1);
        yield (bits & 0x8000_0000L) == 0 ? bits : -1L;
      }
      case SEXT8 -> signed(mayBeSet(value.arg(0), depth - 1), 0x80, all);
      case SEXT16 -> signed(mayBeSet(value.arg(0), depth - 1), 0x8000, all);
      case SWAP16 -> 0xffffL;
      case SWAP32 -> 0xffff_ffffL;
      case LOAD -> value.access().signed() ? all : bytes(value.access().significantBytes()) & all;
      case LD_ABS, LD_IND, PACKET -> bytes(packetBytes(value)) & all;
      case PACKET_LENGTH -> PACKET_LENGTHS;
      case PHI -> value.isOpenPhi() ? all : phi(value, depth);
      default -> all;
    };
  }

  private static int packetBytes(Value value) {
    return value.aux() instanceof PacketAccess access ? access.bytes() : 8;
  }

  private static int shift(Value value) {
    return (int) value.arg(1).imm() & (value.type() == Type.I32 ? 31 : 63);
  }

  private static long bytes(int count) {
    return count >= 8 ? -1L : (1L << 8 * count) - 1;
  }

  private static long fill(long bits) {
    return bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
  }

  private static long sum(Value value, int depth) {
    long a = fill(mayBeSet(value.arg(0), depth - 1));
    long b = fill(mayBeSet(value.arg(1), depth - 1));
    if (a < 0 || b < 0) {
      return -1L;
    }
    long s = a + b;
    return s < 0 ? -1L : fill(s);
  }

  private static long product(Value value, int depth) {
    long a = fill(mayBeSet(value.arg(0), depth - 1));
    long b = fill(mayBeSet(value.arg(1), depth - 1));
    if (Long.numberOfLeadingZeros(a) + Long.numberOfLeadingZeros(b) <= Long.SIZE) {
      return -1L;
    }
    return fill(a * b);
  }

  private static long signed(long bits, long sign, long all) {
    long low = sign * 2 - 1;
    return (bits & sign) == 0 ? bits & low : all;
  }

  private static long phi(Value value, int depth) {
    long bits = 0;
    for (Value arg : value.args()) {
      if (arg != value) {
        // Phis may be many and may form cycles: two levels say enough.
        bits |= mayBeSet(arg, Math.min(depth - 1, 2));
      }
    }
    return bits;
  }
}
