package bpf4j.compiler.internal.isa;

/** What instructions compute, said in Java. */
final class Semantics {
  private Semantics() {}

  static long alu(AluOp op, boolean is64, long a, long b) {
    return is64 ? alu64(op, a, b) : alu32(op, (int) a, (int) b) & 0xffffffffL;
  }

  private static long alu64(AluOp op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
      case SDIV -> b == 0 ? 0 : a / b;
      case OR -> a | b;
      case AND -> a & b;
      case LSH -> a << b;
      case RSH -> a >>> b;
      case MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
      case SMOD -> b == 0 ? a : a % b;
      case XOR -> a ^ b;
      case MOV -> b;
      case ARSH -> a >> b;
    };
  }

  private static int alu32(AluOp op, int a, int b) {
    return switch (op) {
      case DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
      case SDIV -> b == 0 ? 0 : a / b;
      case LSH -> a << b;
      case RSH -> a >>> b;
      case MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
      case SMOD -> b == 0 ? a : a % b;
      case ARSH -> a >> b;
      case ADD, SUB, MUL, OR, AND, XOR, MOV -> (int) alu64(op, a, b);
    };
  }

  /** Compares 32 bits as the upper half of 64, which orders them the same way. */
  static boolean holds(Cond cond, boolean is64, long a, long b) {
    return is64 ? holds(cond, a, b) : holds(cond, a << 32, b << 32);
  }

  static boolean holds(Cond cond, long a, long b) {
    return switch (cond) {
      case EQ -> a == b;
      case NE -> a != b;
      case GT -> Long.compareUnsigned(a, b) > 0;
      case GE -> Long.compareUnsigned(a, b) >= 0;
      case LT -> Long.compareUnsigned(a, b) < 0;
      case LE -> Long.compareUnsigned(a, b) <= 0;
      case SGT -> a > b;
      case SGE -> a >= b;
      case SLT -> a < b;
      case SLE -> a <= b;
      case SET -> (a & b) != 0;
    };
  }

  static long extend(int bits, boolean is64, long a) {
    long extended = a << (64 - bits) >> (64 - bits);
    return is64 ? extended : extended & 0xffffffffL;
  }

  /** On a little-endian host. */
  static long endian(Endian kind, int bits, long a) {
    long swapped = kind == Endian.LE ? a << (64 - bits) : Long.reverseBytes(a);
    return swapped >>> (64 - bits);
  }

  /** What memory holds after an atomic operation on {@code old}, R0 holding {@code expected}. */
  static long atomic(AtomicOp op, long old, long operand, long expected) {
    return switch (op) {
      case ADD, FETCH_ADD -> old + operand;
      case OR, FETCH_OR -> old | operand;
      case AND, FETCH_AND -> old & operand;
      case XOR, FETCH_XOR -> old ^ operand;
      case XCHG -> operand;
      case CMPXCHG -> old == expected ? operand : old;
    };
  }
}
