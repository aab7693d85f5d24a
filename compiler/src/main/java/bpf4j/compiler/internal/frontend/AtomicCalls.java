package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.AtomicRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * {@code AtomicInteger} and {@code AtomicLong}: as fields of structs in memory BPF's atomic
 * operations, as objects of the program's own plain numbers, which nobody else sees.
 */
final class AtomicCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  AtomicCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  static boolean isAtomic(Class<?> type) {
    return type == AtomicLong.class || type == AtomicInteger.class;
  }

  /** True for atomic numbers of either kind. */
  static boolean isAtomic(JavaValue value) {
    return value instanceof AtomicRef || value instanceof Virtual made && isAtomic(made.type());
  }

  /**
   * Calls a method.
   *
   * @param update applies the lambda among the arguments, if there is one, to the number before
   */
  JavaValue call(
      JavaValue receiver, String name, List<JavaValue> args, UnaryOperator<JavaValue> update) {
    AtomicCell cell =
        receiver instanceof AtomicRef ref
            ? new AtomicCell.InMemory(builder, ref)
            : new AtomicCell.OfProgram(translator, (Virtual) receiver);
    Type type = cell.type();
    return switch (name) {
      case "get", "getPlain", "getOpaque", "getAcquire" -> new Scalar(cell.get());
      case "intValue", "longValue" -> new Scalar(convert(name, cell.get()));
      case "<init>", "set", "setPlain", "setOpaque", "setRelease", "lazySet" -> {
        cell.set(args.isEmpty() ? builder.constant(type, 0) : number(args.get(0)));
        yield null;
      }
      case "incrementAndGet" -> added(cell, builder.constant(type, 1));
      case "decrementAndGet" -> added(cell, builder.constant(type, -1));
      case "addAndGet" -> added(cell, number(args.get(0)));
      case "getAndIncrement" -> fetched(cell, Op.ADD, builder.constant(type, 1));
      case "getAndDecrement" -> fetched(cell, Op.ADD, builder.constant(type, -1));
      case "getAndAdd" -> fetched(cell, Op.ADD, number(args.get(0)));
      case "getAndSet" -> new Scalar(cell.exchange(number(args.get(0))));
      case "compareAndExchange", "compareAndExchangeAcquire", "compareAndExchangeRelease" ->
          new Scalar(cell.compareExchange(number(args.get(0)), number(args.get(1))));
      case "compareAndSet",
          "weakCompareAndSet",
          "weakCompareAndSetPlain",
          "weakCompareAndSetAcquire",
          "weakCompareAndSetRelease",
          "weakCompareAndSetVolatile" ->
          compareAndSet(cell, number(args.get(0)), number(args.get(1)));
      case "getAndUpdate", "getAndAccumulate" -> updated(cell, update, false);
      case "updateAndGet", "accumulateAndGet" -> updated(cell, update, true);
      default ->
          throw translator.refuse(
              receiver.describe()
                  + "."
                  + name
                  + " is not possible in the kernel; use get, set, getAndSet, addAndGet, getAndAdd,"
                  + " compareAndSet, or getAndUpdate with a lambda that adds or combines bits");
    };
  }

  private Value convert(String name, Value value) {
    if (name.equals("longValue") && value.type() == Type.I32) {
      return builder.op(Op.SEXT32, Type.I64, value);
    }
    return name.equals("intValue") && value.type() == Type.I64
        ? builder.op(Op.TRUNC, Type.I32, value)
        : value;
  }

  private Value number(JavaValue value) {
    return new MemoryTranslator(translator).number(value);
  }

  private JavaValue fetched(AtomicCell cell, Op op, Value operand) {
    return new Scalar(cell.fetch(op, operand));
  }

  private JavaValue added(AtomicCell cell, Value delta) {
    return new Scalar(builder.op(Op.ADD, cell.type(), cell.fetch(Op.ADD, delta), delta));
  }

  private JavaValue compareAndSet(AtomicCell cell, Value expected, Value replacement) {
    Value before = cell.compareExchange(expected, replacement);
    return new Scalar(new Arithmetic(translator).bool(Cond.EQ, before, expected));
  }

  /**
   * Where the lambda adds something to the number before, or combines bits with it, that is one
   * atomic operation.
   */
  private JavaValue updated(AtomicCell cell, UnaryOperator<JavaValue> update, boolean after) {
    Value sample = cell.get();
    JavaValue result = builder.block().isTerminated() ? null : update.apply(new Scalar(sample));
    if (builder.block().isTerminated()) {
      return null;
    }
    Value next = number(result);
    if (cell instanceof AtomicCell.OfProgram) {
      cell.set(next);
      return new Scalar(after ? next : sample);
    }
    Value operand = operandBeside(sample, next);
    if (operand == null) {
      throw translator.refuse(
          "only lambdas that add to the number or combine bits with it (v -> v | mask) are one"
              + " atomic operation; use compareAndSet, or a spin lock");
    }
    Value before = cell.fetch(next.op(), operand);
    return new Scalar(after ? builder.op(next.op(), cell.type(), before, operand) : before);
  }

  /** What a number is combined with; null if it is not so simple. */
  private static Value operandBeside(Value sample, Value next) {
    boolean possible =
        next.op() == Op.ADD || next.op() == Op.AND || next.op() == Op.OR || next.op() == Op.XOR;
    if (!possible || next.arg(0) != sample && next.arg(1) != sample) {
      return null;
    }
    Value operand = next.arg(next.arg(0) == sample ? 1 : 0);
    return dependsOn(operand, sample, 0) ? null : operand;
  }

  private static boolean dependsOn(Value value, Value sample, int depth) {
    // Whatever was made before the sample knows nothing of it.
    if (value == sample || depth > 16 || value.op() == Op.PHI && value.id() > sample.id()) {
      return true;
    }
    if (value.id() < sample.id()) {
      return false;
    }
    for (Value arg : value.args()) {
      if (dependsOn(arg, sample, depth + 1)) {
        return true;
      }
    }
    return false;
  }
}
