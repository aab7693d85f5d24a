package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.MethodBody;
import java.lang.reflect.Method;
import org.objectweb.asm.Type;

/** Finds methods as the JVM would: in the class, its superclasses, then its interfaces. */
final class MethodFinder {
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

  /** A method that a class itself declares; null if it does not. */
  Method reflect(Class<?> type, String name, String descriptor) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** The method that a call on an object of an interface type means, the most specific first. */
  Method reflectVirtual(Class<?> type, String name, String descriptor) {
    Method method = reflect(type, name, descriptor);
    if (method != null) {
      return method;
    }
    for (Class<?> face : type.getInterfaces()) {
      method = reflectVirtual(face, name, descriptor);
      if (method != null) {
        return method;
      }
    }
    return null;
  }
}
