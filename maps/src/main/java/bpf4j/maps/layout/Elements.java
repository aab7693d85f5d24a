package bpf4j.maps.layout;

import java.nio.ByteBuffer;

/**
 * How the elements of an array of one kind are moved between Java and memory. Generated codecs hold
 * it as a constant, and know {@link #make} by its name.
 */
abstract sealed class Elements
    permits WholeElements, ByteElements, ConvertedElements, ObjectElements {

  /** The way for arrays of a type whose elements lie in memory as a layout says. */
  static Elements of(Class<?> component, Layout<?> element) {
    if (!(component.isPrimitive() && element instanceof ScalarLayout<?> scalar)) {
      return new ObjectElements(component, element);
    }
    Elements whole = WholeElements.of(component, scalar);
    return whole != null ? whole : new ConvertedElements(component, scalar);
  }

  /** Makes an array of what lies in memory. */
  abstract Object make(ByteBuffer source, int offset, int count);

  /** Fills an array with what lies in memory. */
  abstract void read(Object array, ByteBuffer source, int offset);

  /** Writes all of an array. */
  abstract void write(Object array, ByteBuffer target, int offset);
}
