package bpf4j.maps.layout;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/**
 * An array of fixed length: elements one after the other, without padding between them beyond what
 * their size includes.
 *
 * @param <T> the array type, as {@code int[]}
 */
public final class ArrayLayout<T> extends Layout<T> {

  private final Layout<?> element;
  private final int count;
  private final String where;

  private ArrayLayout(Class<T> javaType, Layout<?> element, int size, int count, String where) {
    super(javaType, size, element.alignment());
    this.element = element;
    this.count = count;
    this.where = where;
  }

  static <T> ArrayLayout<T> of(Class<T> arrayType, Layout<?> element, int count, String where) {
    if (count < 1) {
      throw new LayoutException(where + ": an array needs at least 1 element, not " + count);
    }
    long size = (long) element.size() * count;
    if (size > Integer.MAX_VALUE) {
      throw new LayoutException(where + ": " + size + " bytes are more than 2 GiB");
    }
    return new ArrayLayout<>(arrayType, element, (int) size, count, where);
  }

  /** {@return the layout of each element} */
  public Layout<?> element() {
    return element;
  }

  /** {@return the number of elements} */
  public int count() {
    return count;
  }

  @Override
  void encode(T value, ByteBuffer target, int offset) {
    int length = Array.getLength(value);
    if (length != count) {
      throw new IllegalArgumentException(
          where + ": the array has " + length + " elements, its memory has " + count);
    }
    if (value instanceof Object[] objects) {
      encodeObjects(objects, element, target, offset);
    } else if (value instanceof byte[] bytes && element.size() == 1) {
      target.put(offset, bytes);
    } else {
      encodeNumbers(value, (ScalarLayout<?>) element, target, offset);
    }
  }

  private <E> void encodeObjects(Object[] value, Layout<E> layout, ByteBuffer target, int offset) {
    for (int i = 0; i < count; i++) {
      int at = offset + i * layout.size();
      if (value[i] == null) {
        Memory.zero(target, at, layout.size());
      } else {
        layout.encode(layout.javaType().cast(value[i]), target, at);
      }
    }
  }

  private void encodeNumbers(T value, ScalarLayout<?> layout, ByteBuffer target, int offset) {
    int width = layout.size();
    if (value instanceof byte[] bytes) {
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, bytes[i]);
      }
    } else if (value instanceof short[] shorts) {
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, shorts[i]);
      }
    } else if (value instanceof char[] chars) {
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, chars[i]);
      }
    } else if (value instanceof int[] ints) {
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, ints[i]);
      }
    } else if (value instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, longs[i]);
      }
    } else {
      boolean[] booleans = (boolean[]) value;
      for (int i = 0; i < count; i++) {
        layout.writeLong(target, offset + i * width, booleans[i] ? 1 : 0);
      }
    }
  }

  @Override
  T decode(ByteBuffer source, int offset) {
    T value = javaType().cast(Array.newInstance(javaType().getComponentType(), count));
    decodeInto(value, source, offset);
    return value;
  }

  /** Fills an array that a struct holds in a final field. */
  void decodeInto(T value, ByteBuffer source, int offset) {
    int length = Array.getLength(value);
    if (length != count) {
      throw new LayoutException(
          where + ": the constructor makes " + length + " elements, @Size says " + count);
    }
    if (value instanceof Object[] objects) {
      for (int i = 0; i < count; i++) {
        objects[i] = element.decode(source, offset + i * element.size());
      }
    } else if (value instanceof byte[] bytes && element.size() == 1) {
      source.get(offset, bytes);
    } else {
      decodeNumbers(value, (ScalarLayout<?>) element, source, offset);
    }
  }

  private void decodeNumbers(T value, ScalarLayout<?> layout, ByteBuffer source, int offset) {
    int width = layout.size();
    if (value instanceof byte[] bytes) {
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) layout.readLong(source, offset + i * width);
      }
    } else if (value instanceof short[] shorts) {
      for (int i = 0; i < count; i++) {
        shorts[i] = (short) layout.readLong(source, offset + i * width);
      }
    } else if (value instanceof char[] chars) {
      for (int i = 0; i < count; i++) {
        chars[i] = (char) layout.readLong(source, offset + i * width);
      }
    } else if (value instanceof int[] ints) {
      for (int i = 0; i < count; i++) {
        ints[i] = (int) layout.readLong(source, offset + i * width);
      }
    } else if (value instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        longs[i] = layout.readLong(source, offset + i * width);
      }
    } else {
      boolean[] booleans = (boolean[]) value;
      for (int i = 0; i < count; i++) {
        booleans[i] = layout.readLong(source, offset + i * width) != 0;
      }
    }
  }

  @Override
  public String toString() {
    return element + "[" + count + "]";
  }
}
