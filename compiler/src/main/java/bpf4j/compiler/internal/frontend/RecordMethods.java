package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;

import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Field;
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
    Conjunction all = new Conjunction(builder);
    if (b.presence() != null) {
      all.and(Cond.NE, b.presence(), builder.i32(0));
    }
    for (int i = 0; i < a.fields().size(); i++) {
      Value same = equality.test(a.fields().get(i), b.fields().get(i));
      all.and(Cond.NE, same, builder.i32(0));
    }
    return new Scalar(all.end());
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
