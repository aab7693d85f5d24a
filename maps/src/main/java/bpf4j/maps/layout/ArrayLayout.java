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
  private final Elements elements;

  private ArrayLayout(Class<T> javaType, Layout<?> element, int size, int count, String where) {
    super(javaType, size, element.alignment());
    this.element = element;
    this.count = count;
    this.where = where;
    this.elements = Elements.of(javaType.getComponentType(), element);
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

  /** How its elements are moved. */
  Elements elements() {
    return elements;
  }

  @Override
  void encode(T value, ByteBuffer target, int offset) {
    int length = Array.getLength(value);
    if (length != count) {
      throw new IllegalArgumentException(
          where + ": the array has " + length + " elements, its memory has " + count);
    }
    elements.write(value, target, offset);
  }

  @Override
  T decode(ByteBuffer source, int offset) {
    return javaType().cast(elements.make(source, offset, count));
  }

  /** Fills an array that a struct holds in a final field. */
  void decodeInto(T value, ByteBuffer source, int offset) {
    int length = Array.getLength(value);
    if (length != count) {
      throw new LayoutException(
          where + ": the constructor makes " + length + " elements, @Size says " + count);
    }
    elements.read(value, source, offset);
  }

  @Override
  public String toString() {
    return element + "[" + count + "]";
  }
}
