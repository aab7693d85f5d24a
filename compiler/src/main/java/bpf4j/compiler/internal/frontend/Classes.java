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
    String name =
        internalName.startsWith("[")
            ? internalName.replace('/', '.')
            : Type.getObjectType(internalName).getClassName();
    try {
      return Class.forName(name, false, translator.classes().loader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw translator.refuse("the class " + name + " cannot be loaded: " + e);
    }
  }
}
