package bpf4j.maps.layout;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The steps that {@link FieldHandles} composes; it finds them by their names. */
final class FieldFunctions {

  private FieldFunctions() {}

  static void putNumber(
      int offset, int width, boolean swap, long value, ByteBuffer target, int base) {
    Memory.put(target, base + offset, width, swap, value);
  }

  static long getSigned(int offset, int width, boolean swap, ByteBuffer source, int base) {
    return Memory.getSigned(source, base + offset, width, swap);
  }

  static long getUnsigned(int offset, int width, boolean swap, ByteBuffer source, int base) {
    return Memory.getUnsigned(source, base + offset, width, swap);
  }

  static <F> void putObject(
      Layout<F> layout, int offset, Object value, ByteBuffer target, int base) {
    if (value == null) {
      Memory.zero(target, base + offset, layout.size());
    } else {
      layout.encode(layout.javaType().cast(value), target, base + offset);
    }
  }

  static Object getObject(Layout<?> layout, int offset, ByteBuffer source, int base) {
    return layout.decode(source, base + offset);
  }

  static <F> void fillArray(
      ArrayLayout<F> layout, int offset, Object value, ByteBuffer source, int base) {
    layout.decodeInto(layout.javaType().cast(value), source, base + offset);
  }

  static void clearBytes(int offset, int length, ByteBuffer target, int base) {
    Memory.zero(target, base + offset, length);
  }

  static int plus(int a, int b) {
    return a + b;
  }

  static boolean isPresent(Object value) {
    return value != null;
  }

  static Object requirePresent(String message, Object value) {
    if (value == null) {
      throw new LayoutException(message);
    }
    return value;
  }

  static void setLong(AtomicLong atomic, long value) {
    atomic.set(value);
  }

  static void setInt(AtomicInteger atomic, long value) {
    atomic.set((int) value);
  }

  static long fromBoolean(boolean value) {
    return value ? 1 : 0;
  }

  static boolean toBoolean(long value) {
    return value != 0;
  }

  static long fromEnum(Enum<?> value) {
    return value == null ? 0 : value.ordinal();
  }

  static long fromAtomicInt(AtomicInteger value) {
    return value == null ? 0 : value.get();
  }

  static long fromAtomicLong(AtomicLong value) {
    return value == null ? 0 : value.get();
  }

  static <T> long fromBox(ScalarLayout<T> layout, Object value) {
    return value == null ? 0 : layout.toLong(layout.javaType().cast(value));
  }

  static Object toBox(ScalarLayout<?> layout, long value) {
    return layout.fromLong(value);
  }
}
