package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.CapturedLambda;
import bpf4j.compiler.internal.frontend.JavaValue.Closure;
import bpf4j.compiler.internal.frontend.JavaValue.ClosureTarget;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What lambdas have captured: constants of the program. */
final class CapturedValues {
  private CapturedValues() {}

  /** The leading arguments of the method behind a lambda, its receiver first. */
  static List<JavaValue> of(FieldTranslator fields, CapturedLambda lambda) {
    List<JavaValue> values = new ArrayList<>(lambda.captured().size() + 1);
    Type[] parameters = Type.getArgumentTypes(lambda.descriptor());
    int skip = lambda.isStatic() ? 0 : 1;
    for (int i = 0; i < lambda.captured().size(); i++) {
      Object value = lambda.captured().get(i);
      values.add(
          i < skip
              ? new Constant(value)
              : fields.ofObject(value, primitiveOf(parameters[i - skip])));
    }
    return values;
  }

  /** True for objects that {@link #closure} can look behind, or refuses for not letting it. */
  static boolean isLambda(Object object) {
    return object.getClass().isHidden();
  }

  /** A lambda that the program has captured, as if it had made it itself. */
  static Closure closure(MethodTranslator translator, FieldTranslator fields, Object object) {
    if (!(object instanceof Serializable serializable)) {
      throw translator.refuse(
          "the code of a captured lambda cannot be found unless its interface extends"
              + " Serializable; or make the lambda inside the program");
    }
    CapturedLambda lambda = CapturedLambda.of(serializable);
    return new Closure(
        new ClosureTarget(
            lambda.owner(),
            lambda.name(),
            lambda.descriptor(),
            lambda.isStatic() ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKEVIRTUAL,
            Type.getReturnType(lambda.methodType())),
        of(fields, lambda));
  }

  private static Class<?> primitiveOf(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> boolean.class;
      case Type.CHAR -> char.class;
      case Type.BYTE -> byte.class;
      case Type.SHORT -> short.class;
      case Type.INT -> int.class;
      case Type.LONG -> long.class;
      case Type.FLOAT -> float.class;
      case Type.DOUBLE -> double.class;
      default -> Object.class;
    };
  }
}
