package bpf4j.compiler.internal.ir;

/** Java's arithmetic on constants. */
public final class Folding {
  private Folding() {}

  /** Whether a value is a number made of its arguments alone. */
  public static boolean canFold(Value value) {
    return value.type().isInteger()
        && switch (value.op()) {
          case ADD, SUB, MUL, AND, OR, XOR, SHL, SHR, SAR -> true;
          case UDIV, UREM, SDIV, SREM -> true;
          case SEXT8, SEXT16, SEXT32, TRUNC, ZEXT32, SWAP16, SWAP32, SWAP64 -> true;
          default -> false;
        };
  }

  /** The number that a value is when its arguments are these; null for a division by zero. */
  public static Long fold(Value value, long... args) {
    return args.length == 1
        ? (Long) unary(value.op(), args[0])
        : binary(value.op(), value.type(), args[0], args[1]);
  }

  /** The result, sign-extended from the type; null for a division by zero. */
  static Long binary(Op op, Type type, long a, long b) {
    return type == Type.I32 ? intOp(op, (int) a, (int) b) : longOp(op, a, b);
  }

  private static Long intOp(Op op, int a, int b) {
    if (b == 0 && isDivision(op)) {
      return null;
    }
    return (long)
        switch (op) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case AND -> a & b;
          case OR -> a | b;
          case XOR -> a ^ b;
          case SHL -> a << b;
          case SHR -> a >>> b;
          case SAR -> a >> b;
          case UDIV -> Integer.divideUnsigned(a, b);
          case UREM -> Integer.remainderUnsigned(a, b);
          case SDIV -> a / b;
          case SREM -> a % b;
          default -> throw new IllegalArgumentException(op.name());
        };
  }

  private static Long longOp(Op op, long a, long b) {
    if (b == 0 && isDivision(op)) {
      return null;
    }
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >>> b;
      case SAR -> a >> b;
      case UDIV -> Long.divideUnsigned(a, b);
      case UREM -> Long.remainderUnsigned(a, b);
      case SDIV -> a / b;
      case SREM -> a % b;
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  private static boolean isDivision(Op op) {
    return op == Op.UDIV || op == Op.UREM || op == Op.SDIV || op == Op.SREM;
  }

  static long unary(Op op, long a) {
    return switch (op) {
      case SEXT8 -> (byte) a;
      case SEXT16 -> (short) a;
      case SEXT32, TRUNC -> (int) a;
      case ZEXT32 -> a & 0xffff_ffffL;
      case SWAP16 -> Short.reverseBytes((short) a) & 0xffffL;
      case SWAP32 -> Integer.reverseBytes((int) a);
      case SWAP64 -> Long.reverseBytes(a);
      default -> throw new IllegalArgumentException(op.name());
    };
  }
}
