package bpf4j.maps.layout;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What generated codecs call for fields that are not primitive; they know them by their names. */
final class FieldFunctions {

  private FieldFunctions() {}

  /** The number of a box, enum or atomic; {@code null} counts as 0. */
  static long toNumber(ScalarLayout<?> layout, Object value) {
    if (value == null) {
      return 0;
    } else if (value instanceof AtomicLong atomic) {
      return atomic.get();
    } else if (value instanceof AtomicInteger atomic) {
      return atomic.get();
    } else if (value instanceof Enum<?> constant) {
      return constant.ordinal();
    }
    return boxToNumber(layout, value);
  }

  private static <T> long boxToNumber(ScalarLayout<T> layout, Object value) {
    return layout.toLong(layout.javaType().cast(value));
  }

  static <F> void put(Layout<F> layout, Object value, ByteBuffer target, int offset) {
    if (value == null) {
      Memory.zero(target, offset, layout.size());
    } else {
      layout.encode(layout.javaType().cast(value), target, offset);
    }
  }

  /** Replaces the content of the object that a final field holds. */
  static void fill(StructField field, Object content, ByteBuffer source, int base) {
    if (content == null) {
      throw new LayoutException(
          field.member().getDeclaringClass().getName()
              + "."
              + field.name()
              + " is final and null; initialise it, as in final "
              + field.type().getSimpleName()
              + " "
              + field.name()
              + " = new …");
    }
    fill(field.layout(), content, source, base + field.offset());
  }

  private static <F> void fill(Layout<F> layout, Object content, ByteBuffer source, int offset) {
    F typed = layout.javaType().cast(content);
    if (layout instanceof StructLayout<F> struct) {
      struct.readInto(typed, source, offset);
    } else if (layout instanceof ArrayLayout<F> array) {
      array.decodeInto(typed, source, offset);
    } else if (typed instanceof AtomicLong atomic) {
      atomic.set(((ScalarLayout<F>) layout).readLong(source, offset));
    } else {
      ((AtomicInteger) typed).set((int) ((ScalarLayout<F>) layout).readLong(source, offset));
    }
  }
}
