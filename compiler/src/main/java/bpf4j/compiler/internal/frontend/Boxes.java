package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.ir.GraphBuilder;

/** The box classes of Java's integer types. */
final class Boxes {
  private Boxes() {}

  static boolean isBox(Class<?> type) {
    return type == Integer.class
        || type == Long.class
        || type == Boolean.class
        || type == Byte.class
        || type == Short.class
        || type == Character.class;
  }

  static boolean isBox(String internalName) {
    return switch (internalName) {
      case "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Short",
          "java/lang/Character" ->
          true;
      default -> false;
    };
  }

  static Class<?> forName(String internalName) {
    return switch (internalName) {
      case "java/lang/Integer" -> Integer.class;
      case "java/lang/Long" -> Long.class;
      case "java/lang/Boolean" -> Boolean.class;
      case "java/lang/Byte" -> Byte.class;
      case "java/lang/Short" -> Short.class;
      case "java/lang/Character" -> Character.class;
      default -> throw new IllegalArgumentException(internalName);
    };
  }

  /** The run-time form of a box known while compiling; null for other objects. */
  static Boxed ofConstant(GraphBuilder builder, Object object) {
    if (object instanceof Long number) {
      return new Boxed(Long.class, builder.i64(number), null);
    } else if (object instanceof Boolean flag) {
      return new Boxed(Boolean.class, builder.i32(flag ? 1 : 0), null);
    } else if (object instanceof Character c) {
      return new Boxed(Character.class, builder.i32(c), null);
    } else if (object instanceof Integer || object instanceof Short || object instanceof Byte) {
      return new Boxed(object.getClass(), builder.i32(((Number) object).intValue()), null);
    }
    return null;
  }
}
