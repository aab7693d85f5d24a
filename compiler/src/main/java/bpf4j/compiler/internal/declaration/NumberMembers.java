package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.internal.declaration.KernelMember.Scalar;
import java.lang.reflect.Method;

/** Numbers of the kernel as Java's: of the types that are wide enough. */
final class NumberMembers {
  private NumberMembers() {}

  /**
   * A number of whole bytes.
   *
   * @param significant how many bits its type has, which may be fewer than its place
   * @throws DeclarationException if the method returns something narrower, or no number
   */
  static Scalar scalar(
      Method method, String name, int offset, int bytes, int significant, boolean signed) {
    requireWidth(method, name, significant);
    return new Scalar(offset, bytes, 0, bytes * 8, signed, method.getReturnType());
  }

  /** Refuses methods that return something narrower than a number, or no number. */
  static void requireWidth(Method method, String name, int bits) {
    Class<?> type = method.getReturnType();
    if (type != boolean.class && width(method, type) < bits) {
      throw refuse(method, name + " is " + bits + " bits wide; return " + wideEnough(bits));
    }
  }

  private static int width(Method method, Class<?> type) {
    if (type == long.class) {
      return Long.SIZE;
    } else if (type == int.class) {
      return Integer.SIZE;
    } else if (type == short.class || type == char.class) {
      return Short.SIZE;
    } else if (type == byte.class) {
      return Byte.SIZE;
    }
    throw refuse(
        method,
        "returns "
            + type.getSimpleName()
            + "; a number of the kernel is returned as an integer type or boolean");
  }

  private static String wideEnough(int bits) {
    return bits > Integer.SIZE ? "long" : bits > Short.SIZE ? "int or long" : "short, int or long";
  }

  private static DeclarationException refuse(Method method, String why) {
    return new DeclarationException(
        method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + why);
  }
}
