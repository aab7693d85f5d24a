package bpf4j.maps.layout;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Says why a type or member has no layout and what to write instead; {@code null} if it has one.
 */
final class Refusals {

  private Refusals() {}

  /** A type given by itself, without annotations. */
  static String topLevel(Class<?> type) {
    if (type == String.class) {
      return "A String by itself has no size: pass Layout.string(16) instead of String.class";
    }
    if (type.isArray()) {
      return "An array by itself has no length: pass Layout.bytes(n), shorts(n), ints(n), longs(n)"
          + " or array(element, n) instead of "
          + type.getSimpleName()
          + ".class";
    }
    return type(type, type.getName());
  }

  /** Any type that is neither scalar nor string nor array. */
  static String type(Class<?> type, String where) {
    if (type == float.class
        || type == double.class
        || type == Float.class
        || type == Double.class) {
      return where
          + ": floating point does not exist in BPF ("
          + type.getSimpleName()
          + "); use a long in a fixed unit, as thousandths";
    }
    if (type == void.class || type == Void.class) {
      return where + ": void has no value; use boolean or byte";
    }
    if (type.isArray()) {
      return where
          + ": an array of arrays has no layout; wrap the inner one in a record, as"
          + " record Row(@Size(4) int[] cells) {}";
    }
    if (type == Object.class) {
      return where + ": Object has no fixed layout; name the type";
    }
    if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return where
          + ": "
          + type.getName()
          + " has no fixed size; use an array with @Size, or another map";
    }
    if (InetAddress.class.isAssignableFrom(type)) {
      return where
          + ": "
          + type.getName()
          + " has no fixed size; use @BigEndian int for IPv4, @Size(16) byte[] for IPv6";
    }
    if (type.getName().startsWith("java.")) {
      return where
          + ": "
          + type.getName()
          + " has no layout; use integers, strings, arrays, enums, AtomicInteger, AtomicLong,"
          + " records or plain classes of these";
    }
    return null;
  }

  /** A class as a struct. */
  static String struct(Class<?> type, String where) {
    String name = type.getName();
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return where
          + ": "
          + name
          + " is abstract, so nothing says which fields it has; use a record or a final class";
    }
    if (type.isAnonymousClass() || type.isHidden()) {
      return where + ": " + name + " has no name of its own; declare a record or a static class";
    }
    if (holdsOuter(type)) {
      return where
          + ": "
          + name
          + " is an inner class and would carry its surrounding object; declare it static, or as a"
          + " record";
    }
    Class<?> parent = type.getSuperclass();
    if (parent != Object.class && parent != Record.class) {
      return where
          + ": "
          + name
          + " extends "
          + parent.getName()
          + ", and inherited fields have no fixed place; nest "
          + parent.getSimpleName()
          + " as a field instead";
    }
    if (!type.isRecord() && lacksPlainConstructor(type)) {
      return where
          + ": "
          + name
          + " has no constructor without parameters to be read with; add one, or make it a record";
    }
    return null;
  }

  /** A field whose layout is known but which Java cannot fill. */
  static String member(Field member, Layout<?> layout, String path) {
    int modifiers = member.getModifiers();
    if (member.isSynthetic()) {
      return path + " was made by javac to reach a surrounding object; declare the class static";
    }
    if (Modifier.isTransient(modifiers)) {
      return path
          + " is transient, but every instance field is part of the struct; make it static"
          + " or remove it";
    }
    boolean ofRecord = member.getDeclaringClass().isRecord();
    if (ofRecord && layout instanceof StructLayout<?> own && own.kernelObject().isPresent()) {
      return path
          + " is used where it lies, but records are copied; make the record a class with fields";
    }
    if (ofRecord || !Modifier.isFinal(modifiers)) {
      return null;
    }
    boolean fillable =
        layout instanceof ArrayLayout
            || (layout instanceof ScalarLayout<?> scalar && scalar.kind().isAtomic())
            || (layout instanceof StructLayout<?> struct && !struct.isRecord());
    return fillable
        ? null
        : path
            + " is final, so nothing can be read into it; drop final, or make the class a"
            + " record";
  }

  private static boolean holdsOuter(Class<?> type) {
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    for (Field field : type.getDeclaredFields()) {
      boolean captured = field.getName().startsWith("this$") || field.getName().startsWith("val$");
      inner |= field.isSynthetic() && captured && !Modifier.isStatic(field.getModifiers());
    }
    return inner;
  }

  private static boolean lacksPlainConstructor(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .noneMatch(constructor -> constructor.getParameterCount() == 0);
  }
}
