package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;
import static bpf4j.compiler.internal.ir.Type.I64;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** What {@code java.util.Objects} calls equal, and its hash codes. */
final class Equality {
  private static final MethodInsnNode EQUALS =
      new MethodInsnNode(
          Opcodes.INVOKEVIRTUAL, "java/lang/Object", "equals", "(Ljava/lang/Object;)Z");
  private static final MethodInsnNode HASH_CODE =
      new MethodInsnNode(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "hashCode", "()I");
  private static final int HASH_OF_TRUE = 1231;
  private static final int HASH_OF_FALSE = 1237;

  private final MethodTranslator translator;
  private final CallTranslator calls;
  private final GraphBuilder builder;
  private final ReferenceTests references;
  private final Arithmetic arithmetic;

  Equality(MethodTranslator translator, CallTranslator calls) {
    this.translator = translator;
    this.calls = calls;
    this.builder = translator.builder();
    this.references = new ReferenceTests(translator);
    this.arithmetic = new Arithmetic(translator);
  }

  /** 1 if two numbers, or two references that may be null, are equal; else 0. */
  Value test(JavaValue left, JavaValue right) {
    if (left instanceof Scalar a && right instanceof Scalar b) {
      return arithmetic.bool(Cond.EQ, a.value(), b.value());
    }
    JavaValue result =
        new Choices(translator)
            .ifPresent(
                left,
                present -> calls.invoke(EQUALS, present, List.of(right)),
                () -> {
                  Value there = references.presence(right);
                  return new Scalar(
                      arithmetic.bool(Cond.EQ, there, builder.constant(there.type(), 0)));
                });
    return ((Scalar) result).value();
  }

  /**
   * The hash code of a number, or of a reference that may be null.
   *
   * @param type the declared type, which tells booleans from numbers
   */
  Value hash(JavaValue value, Class<?> type) {
    if (value instanceof Scalar scalar) {
      return hash(scalar.value(), type);
    }
    JavaValue result =
        new Choices(translator)
            .ifPresent(value, this::hashPresent, () -> new Scalar(builder.i32(0)));
    return ((Scalar) result).value();
  }

  private JavaValue hashPresent(JavaValue value) {
    if (value instanceof EnumRef || value instanceof Constant c && c.object() instanceof Enum) {
      throw translator.refuse(
          "the hashCode of an enum differs from one run of Java to the next; use ordinal()");
    }
    return calls.invoke(HASH_CODE, value, List.of());
  }

  private Value hash(Value number, Class<?> type) {
    if (type == boolean.class) {
      Value difference = builder.i32(HASH_OF_TRUE - HASH_OF_FALSE);
      Value scaled = builder.op(Op.MUL, I32, number, difference);
      return builder.op(Op.ADD, I32, scaled, builder.i32(HASH_OF_FALSE));
    }
    if (number.type() == I32) {
      return number;
    }
    Value high = builder.op(Op.SHR, I64, number, builder.i64(Integer.SIZE));
    return builder.op(Op.TRUNC, I32, builder.op(Op.XOR, I64, number, high));
  }
}
