package bpf4j.maps.layout;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Handles that move one field between Java and memory.
 *
 * <p>A writer is {@code (F, ByteBuffer, int base)void}, a reader {@code (ByteBuffer, int base)F}, a
 * filler {@code (F, ByteBuffer, int base)void} that replaces the content of an object.
 */
final class FieldHandles {

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

  private FieldHandles() {}

  static MethodHandle writer(StructField field) {
    if (field.layout() instanceof ScalarLayout<?> scalar) {
      MethodHandle put =
          MethodHandles.insertArguments(
              own(
                  "putNumber",
                  void.class,
                  int.class,
                  int.class,
                  boolean.class,
                  long.class,
                  ByteBuffer.class,
                  int.class),
              0,
              field.offset(),
              scalar.width(),
              Memory.swaps(scalar.bigEndian()));
      return MethodHandles.filterArguments(put, 0, toLong(field.type(), scalar));
    }
    MethodHandle put =
        MethodHandles.insertArguments(
            own(
                "putObject",
                void.class,
                Layout.class,
                int.class,
                Object.class,
                ByteBuffer.class,
                int.class),
            0,
            field.layout(),
            field.offset());
    return put.asType(methodType(void.class, field.type(), ByteBuffer.class, int.class));
  }

  static MethodHandle reader(StructField field) {
    if (field.layout() instanceof ScalarLayout<?> scalar) {
      MethodHandle get = number(field, scalar);
      return fromLong(get, field.type(), scalar);
    }
    MethodHandle get =
        MethodHandles.insertArguments(
            own("getObject", Object.class, Layout.class, int.class, ByteBuffer.class, int.class),
            0,
            field.layout(),
            field.offset());
    return get.asType(methodType(field.type(), ByteBuffer.class, int.class));
  }

  static MethodHandle filler(StructField field) {
    if (field.layout() instanceof ScalarLayout<?> scalar) {
      boolean wide = scalar.kind() == JavaKind.ATOMIC_LONG;
      MethodHandle set =
          wide
              ? own("setLong", void.class, AtomicLong.class, long.class)
              : own("setInt", void.class, AtomicInteger.class, long.class);
      return MethodHandles.collectArguments(set, 1, number(field, scalar));
    }
    MethodHandle fill =
        MethodHandles.insertArguments(
            own(
                "fillArray",
                void.class,
                ArrayLayout.class,
                int.class,
                Object.class,
                ByteBuffer.class,
                int.class),
            0,
            field.layout(),
            field.offset());
    return fill.asType(methodType(void.class, field.type(), ByteBuffer.class, int.class));
  }

  /** {@code (ByteBuffer, int)void} that writes zeros. */
  static MethodHandle clear(int offset, int length) {
    return MethodHandles.insertArguments(
        own("clearBytes", void.class, int.class, int.class, ByteBuffer.class, int.class),
        0,
        offset,
        length);
  }

  /** The handle with a constant added to its {@code int} parameter at a position. */
  static MethodHandle shift(MethodHandle handle, int position, int offset) {
    MethodHandle plus =
        MethodHandles.insertArguments(own("plus", int.class, int.class, int.class), 0, offset);
    return MethodHandles.filterArguments(handle, position, plus);
  }

  static MethodHandle isPresent(Class<?> type) {
    return own("isPresent", boolean.class, Object.class).asType(methodType(boolean.class, type));
  }

  /** {@code (F)F} that throws if a final field was left {@code null} by the constructor. */
  static MethodHandle requirePresent(StructField field) {
    String message =
        field.member().getDeclaringClass().getName()
            + "."
            + field.name()
            + " is final and null; initialise it, as in final "
            + field.type().getSimpleName()
            + " "
            + field.name()
            + " = new …";
    return MethodHandles.insertArguments(
            own("requirePresent", Object.class, String.class, Object.class), 0, message)
        .asType(methodType(field.type(), field.type()));
  }

  private static MethodHandle number(StructField field, ScalarLayout<?> scalar) {
    return MethodHandles.insertArguments(
        own(
            scalar.signed() ? "getSigned" : "getUnsigned",
            long.class,
            int.class,
            int.class,
            boolean.class,
            ByteBuffer.class,
            int.class),
        0,
        field.offset(),
        scalar.width(),
        Memory.swaps(scalar.bigEndian()));
  }

  private static MethodHandle toLong(Class<?> type, ScalarLayout<?> scalar) {
    if (type == boolean.class) {
      return own("fromBoolean", long.class, boolean.class);
    }
    if (type.isPrimitive()) {
      return MethodHandles.identity(long.class).asType(methodType(long.class, type));
    }
    MethodHandle convert =
        switch (scalar.kind()) {
          case ENUM -> own("fromEnum", long.class, Enum.class);
          case ATOMIC_INT -> own("fromAtomicInt", long.class, AtomicInteger.class);
          case ATOMIC_LONG -> own("fromAtomicLong", long.class, AtomicLong.class);
          default ->
              MethodHandles.insertArguments(
                  own("fromBox", long.class, ScalarLayout.class, Object.class), 0, scalar);
        };
    return convert.asType(methodType(long.class, type));
  }

  private static MethodHandle fromLong(MethodHandle get, Class<?> type, ScalarLayout<?> scalar) {
    if (type == boolean.class) {
      return MethodHandles.filterReturnValue(get, own("toBoolean", boolean.class, long.class));
    }
    MethodType wanted = get.type().changeReturnType(type);
    if (type.isPrimitive()) {
      return MethodHandles.explicitCastArguments(get, wanted);
    }
    MethodHandle box =
        MethodHandles.insertArguments(
            own("toBox", Object.class, ScalarLayout.class, long.class), 0, scalar);
    return MethodHandles.filterReturnValue(get, box).asType(wanted);
  }

  private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
    try {
      return OWN.findStatic(FieldFunctions.class, name, methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
