package bpf4j.compiler.internal.ir;

/** Computes pure operations as their definitions say, one by one and with nothing clever. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * The result of an operation.
   *
   * @param args the arguments, each sign-extended from its type
   * @return the result, sign-extended from the value's type
   */
  public static long evaluate(Op op, Type type, long... args) {
    long result = type == Type.I32 ? ofInts(op, args) : ofLongs(op, args);
    return type == Type.I32 ? (int) result : result;
  }

  @SuppressWarnings("NarrowCalculation") // ints overflow as ints
  private static long ofInts(Op op, long[] args) {
    int a = (int) args[0];
    int b = args.length > 1 ? (int) args[1] : 0;
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
      case UDIV -> Integer.divideUnsigned(a, b);
      case UREM -> Integer.remainderUnsigned(a, b);
      case SDIV -> a / b;
      case SREM -> a % b;
      case NEG -> -a;
      case SEXT8 -> (byte) a;
      case SEXT16 -> (short) a;
      case TRUNC -> (int) args[0];
      case SWAP16 -> Short.reverseBytes((short) a) & 0xffff;
      case SWAP32 -> Integer.reverseBytes(a);
      default -> throw new IllegalArgumentException(op.name());
    };
  }

  private static long ofLongs(Op op, long[] args) {
    long a = args[0];
    long b = args.length > 1 ? args[1] : 0;
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
      case NEG -> -a;
      case SEXT8 -> (byte) a;
      case SEXT16 -> (short) a;
      case SEXT32 -> (int) a;
      case ZEXT32 -> a & 0xffff_ffffL;
      case SWAP16 -> Short.reverseBytes((short) a) & 0xffff;
      case SWAP64 -> Long.reverseBytes(a);
      default -> throw new IllegalArgumentException(op.name());
    };
  }
}
