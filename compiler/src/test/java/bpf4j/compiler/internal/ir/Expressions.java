package bpf4j.compiler.internal.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random expressions over fields of the context, each built through the rules and, beside that,
 * computed for some contexts.
 */
public final class Expressions {
  private static final long[] CORNERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    8,
    16,
    31,
    32,
    33,
    63,
    64,
    127,
    128,
    -128,
    255,
    256,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x8000_0000L,
    0xffff_ffffL,
    0x1_0000_0000L,
    -0x8000_0001L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x0123_4567_89ab_cdefL,
    -10
  };

  /** Numbers at which arithmetic goes wrong. */
  public static long[] corners() {
    return CORNERS.clone();
  }

  private static final Op[] BINARY = {
    Op.ADD, Op.SUB, Op.MUL, Op.AND, Op.OR, Op.XOR, Op.SHL, Op.SHR, Op.SAR, Op.UDIV, Op.UREM,
    Op.SDIV, Op.SREM
  };
  private static final Op[] UNARY = {Op.NEG, Op.SEXT8, Op.SEXT16, Op.SWAP16};
  private static final int[] WIDTHS = {1, 2, 4, 8};

  /**
   * An expression.
   *
   * @param value what the rules made of it
   * @param results what it is, in each context
   */
  public record Expression(Value value, long[] results) {
    /** Its type. */
    public Type type() {
      return value.type();
    }
  }

  private final Random random;
  private final GraphBuilder builder;
  private final long[][] contexts;
  private final List<Expression> made = new ArrayList<>();

  /**
   * Starts with the fields themselves.
   *
   * @param contexts fields by number, in each context
   */
  public Expressions(Random random, GraphBuilder builder, long[][] contexts) {
    this.random = random;
    this.builder = builder;
    this.contexts = contexts;
    for (int field = 0; field < contexts[0].length; field++) {
      made.add(field(field));
    }
  }

  /** Some contexts of some fields. */
  public static long[][] contexts(Random random, int count, int fields) {
    long[][] contexts = new long[count][fields];
    for (long[] context : contexts) {
      for (int i = 0; i < fields; i++) {
        boolean corner = random.nextInt(3) > 0;
        context[i] = corner ? CORNERS[random.nextInt(CORNERS.length)] : random.nextLong();
      }
    }
    return contexts;
  }

  private Expression field(int field) {
    int bytes = WIDTHS[field % WIDTHS.length];
    Type type = bytes == 8 ? Type.I64 : Type.I32;
    Value context = builder.graph().context();
    Value value = builder.load(type, context, 8 * field, Access.stable(bytes));
    long[] results = new long[contexts.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = read(contexts[i], field, bytes);
    }
    return new Expression(value, results);
  }

  /** A field of a context as a load of some bytes gives it. */
  public static long read(long[] context, int field, int bytes) {
    long number = context[field];
    return switch (bytes) {
      case 1 -> number & 0xff;
      case 2 -> number & 0xffff;
      case 4 -> (int) number;
      default -> number;
    };
  }

  /** Makes one more expression of those made before. */
  public Expression next() {
    Expression expression =
        switch (random.nextInt(4)) {
          case 0 -> unary();
          case 1 -> conversion();
          default -> binary();
        };
    made.add(expression);
    return expression;
  }

  /** A constant of a type. */
  public Expression constant(Type type) {
    long number =
        random.nextInt(4) > 0 ? CORNERS[random.nextInt(CORNERS.length)] : random.nextLong();
    Value value = builder.constant(type, number);
    long[] results = new long[contexts.length];
    java.util.Arrays.fill(results, value.imm());
    return new Expression(value, results);
  }

  /** One of the expressions made before, or a constant, of a type. */
  public Expression operand(Type type) {
    for (int i = 0; i < 8; i++) {
      Expression one = made.get(made.size() - 1 - random.nextInt(Math.min(made.size(), 12)));
      if (one.type() == type) {
        return one;
      }
    }
    return constant(type);
  }

  private Expression binary() {
    Op op = BINARY[random.nextInt(BINARY.length)];
    Type type = random.nextBoolean() ? Type.I32 : Type.I64;
    Expression left = operand(type);
    Expression right = random.nextInt(2) == 0 ? constant(type) : operand(type);
    if (op.name().endsWith("DIV") || op.name().endsWith("REM")) {
      right = withoutZero(right);
    }
    return combine(op, type, left, right);
  }

  /** Divisors differ from zero wherever a division stands. */
  private Expression withoutZero(Expression divisor) {
    return combine(Op.OR, divisor.type(), divisor, one(divisor.type()));
  }

  private Expression one(Type type) {
    long[] results = new long[contexts.length];
    java.util.Arrays.fill(results, 1);
    return new Expression(builder.constant(type, 1), results);
  }

  private Expression unary() {
    Type type = random.nextBoolean() ? Type.I32 : Type.I64;
    int choice = random.nextInt(UNARY.length + 1);
    Op swap = type == Type.I32 ? Op.SWAP32 : Op.SWAP64;
    return combine(choice == UNARY.length ? swap : UNARY[choice], type, operand(type));
  }

  private Expression conversion() {
    return switch (random.nextInt(3)) {
      case 0 -> combine(Op.TRUNC, Type.I32, operand(Type.I64));
      case 1 -> combine(Op.SEXT32, Type.I64, operand(Type.I32));
      default -> combine(Op.ZEXT32, Type.I64, operand(Type.I32));
    };
  }

  private Expression combine(Op op, Type type, Expression... operands) {
    Value[] args = new Value[operands.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = operands[i].value();
    }
    long[] results = new long[contexts.length];
    for (int c = 0; c < results.length; c++) {
      long[] numbers = new long[operands.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = operands[i].results()[c];
      }
      results[c] = Evaluator.evaluate(op, type, numbers);
    }
    return new Expression(builder.op(op, type, args), results);
  }

  /** What a value is in one context, computed from what the rules left. */
  public static long evaluate(Value value, long[] context) {
    return switch (value.op()) {
      case CONST -> value.imm();
      case LOAD -> read(context, (int) value.imm() / 8, value.access().bytes());
      default -> {
        long[] args = new long[value.argCount()];
        for (int i = 0; i < args.length; i++) {
          args[i] = evaluate(value.arg(i), context);
        }
        yield Evaluator.evaluate(value.op(), value.type(), args);
      }
    };
  }
}
