package bpf4j.compiler.internal.frontend;

import org.objectweb.asm.Type;

/** Finds the classes that bytecode names, without initialising them. */
final class Classes {
  private Classes() {}

  /**
   * Finds a class.
   *
   * @param internalName such as {@code java/lang/String}, or an array descriptor
   */
  static Class<?> find(MethodTranslator translator, String internalName) {
    Class<?> known = translator.knownClasses().get(internalName);
    if (known == null) {
      known = load(translator, internalName.replace('/', '.'));
      translator.knownClasses().put(internalName, known);
    }
    return known;
  }

  /** The class of a type. */
  static Class<?> of(MethodTranslator translator, Type type) {
    return switch (type.getSort()) {
      case Type.VOID -> void.class;
      case Type.BOOLEAN -> boolean.class;
      case Type.CHAR -> char.class;
      case Type.BYTE -> byte.class;
      case Type.SHORT -> short.class;
      case Type.INT -> int.class;
      case Type.LONG -> long.class;
      case Type.FLOAT -> float.class;
      case Type.DOUBLE -> double.class;
      default -> find(translator, type.getInternalName());
    };
  }

  private static Class<?> load(MethodTranslator translator, String name) {
    try {
      return Class.forName(name, false, translator.classes().loader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw translator.refuse("the class " + name + " cannot be loaded: " + e);
    }
  }
}
