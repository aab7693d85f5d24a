package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;

/** Java's arithmetic where it is more than one operation. */
final class Arithmetic {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  Arithmetic(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  /** The number in a value of a primitive type. */
  Value number(JavaValue value) {
    if (value instanceof Scalar scalar) {
      return scalar.value();
    }
    if (value == null) {
      throw translator.refuse(
          "a variable holds values of different kinds depending on the path taken here; use a"
              + " separate variable for each");
    }
    throw translator.refuse("expected a number, found " + value.describe());
  }

  /** Division that ends the run for a zero divisor, as Java would throw. */
  Value divide(Op op, Value dividend, Value divisor) {
    Value zero = builder.constant(divisor.type(), 0);
    if (divisor.isZero()) {
      builder.block().setPosition(builder.position());
      builder.block().fail(builder.site("division by zero"));
      // What follows cannot be reached; it needs a block all the same.
      builder.startBlock(builder.newBlock());
      return zero;
    }
    if (!divisor.isConst()) {
      builder.require(Cond.NE, divisor, zero, "division by zero");
    }
    return builder.op(op, dividend.type(), dividend, divisor);
  }

  /** The number in a box; ends the run if the box may be null and is. */
  Value unbox(Boxed boxed) {
    if (boxed.presence() != null) {
      builder.require(
          Cond.NE,
          boxed.presence(),
          builder.constant(boxed.presence().type(), 0),
          "null " + boxed.box().getSimpleName());
    }
    return boxed.value();
  }

  /** -1, 0 or 1 as {@code Long.compare} and {@code Integer.compare} have it. */
  Value compare(Value left, Value right, boolean unsigned) {
    Block less = builder.newBlock();
    Block notLess = builder.newBlock();
    Block greater = builder.newBlock();
    Block equal = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(unsigned ? Cond.ULT : Cond.LT, left, right, less, notLess);
    builder.startBlock(notLess);
    builder.branch(unsigned ? Cond.UGT : Cond.GT, left, right, greater, equal);
    for (Block way : new Block[] {less, greater, equal}) {
      builder.startBlock(way);
      builder.jump(join);
    }
    builder.startBlock(join);
    Value phi = builder.phi(bpf4j.compiler.internal.ir.Type.I32);
    phi.setArgs(builder.i32(-1), builder.i32(1), builder.i32(0));
    return phi;
  }

  /** A boolean as a number: 1 if the condition holds. */
  Value bool(Cond cond, Value left, Value right) {
    if (left.isConst() && right.isConst()) {
      return builder.i32(cond.test(left.imm(), right.imm(), left.type().isWide()) ? 1 : 0);
    }
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(cond, left, right, yes, no);
    builder.startBlock(yes);
    builder.jump(join);
    builder.startBlock(no);
    builder.jump(join);
    builder.startBlock(join);
    Value phi = builder.phi(bpf4j.compiler.internal.ir.Type.I32);
    phi.setArgs(builder.i32(1), builder.i32(0));
    return phi;
  }
}
