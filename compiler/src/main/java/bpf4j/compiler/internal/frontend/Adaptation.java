package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;
import static bpf4j.compiler.internal.ir.Type.I64;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import org.objectweb.asm.Type;

/** Boxes and unboxes where a generic functional method meets the method behind it. */
final class Adaptation {
  private Adaptation() {}

  static JavaValue adapt(MethodTranslator translator, JavaValue value, Type wanted) {
    boolean primitive = wanted.getSort() < Type.ARRAY && wanted.getSort() != Type.VOID;
    if (primitive && !(value instanceof Scalar)) {
      Value number = new MemoryTranslator(translator).number(value);
      return new Scalar(
          wanted.getSort() == Type.LONG && number.type() == I32
              ? translator.builder().op(Op.SEXT32, I64, number)
              : number);
    }
    if (!primitive && value instanceof Scalar scalar && wanted.getSort() == Type.OBJECT) {
      Class<?> box =
          Boxes.isBox(wanted.getInternalName())
              ? Boxes.forName(wanted.getInternalName())
              : scalar.isLong() ? Long.class : Integer.class;
      return new Boxed(box, scalar.value(), null);
    }
    return value == null ? Constant.NULL : value;
  }
}
