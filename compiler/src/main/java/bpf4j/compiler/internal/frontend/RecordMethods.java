package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;

import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** The {@code equals} and {@code hashCode} that records have of themselves. */
final class RecordMethods {
  private static final int HASH_FACTOR = 31;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Equality equality;

  RecordMethods(MethodTranslator translator, CallTranslator calls) {
    this.translator = translator;
    this.builder = translator.builder();
    this.equality = new Equality(translator, calls);
  }

  /** Whether all components are equal. */
  JavaValue equal(JavaValue left, JavaValue right) {
    if (right instanceof Choice choice) {
      return new Choices(translator).each(choice, option -> equal(left, option));
    }
    Tuple a = tupleOf(left);
    Tuple b = new Tuples(translator).of(right);
    if (b == null || b.type() != a.type()) {
      return new Scalar(builder.i32(0));
    }
    List<Block> unequal = new ArrayList<>();
    if (b.presence() != null) {
      decide(b.presence(), unequal);
    }
    for (int i = 0; i < a.fields().size(); i++) {
      Value same = equality.test(a.fields().get(i), b.fields().get(i));
      if (!same.isConst() || same.isZero()) {
        decide(same, unequal);
      }
    }
    return new Scalar(join(unequal));
  }

  /** Goes on if a number is not zero. */
  private void decide(Value same, List<Block> unequal) {
    Block next = builder.newBlock();
    Block differ = builder.newBlock();
    builder.branch(Cond.NE, same, builder.i32(0), next, differ);
    unequal.add(differ);
    builder.startBlock(next);
  }

  private Value join(List<Block> unequal) {
    if (unequal.isEmpty()) {
      return builder.i32(1);
    }
    Block join = builder.newBlock();
    builder.jump(join);
    for (Block block : unequal) {
      builder.startBlock(block);
      builder.jump(join);
    }
    builder.startBlock(join);
    Value phi = builder.phi(I32);
    Value[] args = new Value[unequal.size() + 1];
    for (int i = 0; i < args.length; i++) {
      args[i] = builder.i32(i == 0 ? 1 : 0);
    }
    phi.setArgs(args);
    return phi;
  }

  /** The hash as the JDK computes it: by 31, one component after the other. */
  JavaValue hash(JavaValue value) {
    Tuple tuple = tupleOf(value);
    List<Field> fields = ObjectShape.of(tuple.type()).fields();
    Value hash = builder.i32(0);
    for (int i = 0; i < fields.size(); i++) {
      Value scaled = builder.op(Op.MUL, I32, hash, builder.i32(HASH_FACTOR));
      Value part = equality.hash(tuple.fields().get(i), fields.get(i).getType());
      hash = builder.op(Op.ADD, I32, scaled, part);
    }
    return new Scalar(hash);
  }

  private Tuple tupleOf(JavaValue value) {
    Tuple tuple = new Tuples(translator).of(value);
    if (tuple == null) {
      throw translator.refuse("equals or hashCode in the constructor of " + value.describe());
    }
    return tuple;
  }
}
