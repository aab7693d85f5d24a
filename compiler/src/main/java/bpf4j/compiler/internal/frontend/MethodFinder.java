package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.substitute.Substitutes;
import java.lang.reflect.Method;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds methods as the JVM would: in the class, its superclasses, then its interfaces. */
final class MethodFinder {
  private static final Class<?>[] NO_PARAMETERS = {};

  private final MethodTranslator translator;

  MethodFinder(MethodTranslator translator) {
    this.translator = translator;
  }

  /** The body that a call on an object of a class runs; null if there is none. */
  MethodBody body(Class<?> type, String name, String descriptor) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      MethodBody body = translator.classes().find(Type.getInternalName(c), name, descriptor);
      if (body != null) {
        return body;
      }
    }
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      MethodBody body = inInterfaces(c, name, descriptor);
      if (body != null) {
        return body;
      }
    }
    return null;
  }

  /**
   * The body to run in place of a JDK method's own, which could not run in the kernel; null to run
   * its own.
   */
  MethodBody substitute(MethodInsnNode call) {
    String owner = Substitutes.classFor(call.owner);
    if (owner == null) {
      return null;
    }
    String descriptor =
        call.getOpcode() == Opcodes.INVOKESTATIC
            ? call.desc
            : "(L" + call.owner + ";" + call.desc.substring(1);
    return translator.classes().find(owner, call.name, descriptor);
  }

  /**
   * The private method of a superclass or interface that a call means, whatever the object's own
   * class declares under its name; null if it is not private.
   */
  MethodBody privateBody(Class<?> type, MethodInsnNode call) {
    if (call.owner.equals(Type.getInternalName(type))) {
      return null;
    }
    MethodBody body = translator.classes().find(call.owner, call.name, call.desc);
    return body != null && body.isPrivate() ? body : null;
  }

  private MethodBody inInterfaces(Class<?> type, String name, String descriptor) {
    for (Class<?> face : type.getInterfaces()) {
      MethodBody body = translator.classes().find(Type.getInternalName(face), name, descriptor);
      if (body != null && body.hasCode()) {
        return body;
      }
      body = inInterfaces(face, name, descriptor);
      if (body != null) {
        return body;
      }
    }
    return null;
  }

  /** The body of a method that reflection has found. */
  MethodBody body(Method method, String descriptor) {
    return translator
        .classes()
        .find(Type.getInternalName(method.getDeclaringClass()), method.getName(), descriptor);
  }

  /** A method that a class itself declares; null if it does not. */
  Method reflect(Class<?> type, String name, String descriptor) {
    try {
      return type.getDeclaredMethod(name, parameters(descriptor));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** The method that a call on an object of an interface type means, the most specific first. */
  Method reflectVirtual(Class<?> type, String name, String descriptor) {
    Class<?>[] parameters = parameters(descriptor);
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return reflect(type, name, descriptor); // a private method of the interface
    }
  }

  private Class<?>[] parameters(String descriptor) {
    if (descriptor.startsWith("()")) {
      return NO_PARAMETERS;
    }
    Type[] types = Type.getArgumentTypes(descriptor);
    Class<?>[] classes = new Class<?>[types.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Classes.of(translator, types[i]);
    }
    return classes;
  }
}
