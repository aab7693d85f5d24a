package bpf4j.maps.layout;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** Objects, each by its own layout; {@code null} is written as zeros. */
final class ObjectElements extends Elements {
  private final Class<?> component;
  private final Layout<?> element;

  ObjectElements(Class<?> component, Layout<?> element) {
    this.component = component;
    this.element = element;
  }

  @Override
  Object make(ByteBuffer source, int offset, int count) {
    Object array = Array.newInstance(component, count);
    read(array, source, offset);
    return array;
  }

  @Override
  void read(Object array, ByteBuffer source, int offset) {
    Object[] objects = (Object[]) array;
    for (int i = 0; i < objects.length; i++) {
      objects[i] = element.decode(source, offset + i * element.size());
    }
  }

  @Override
  void write(Object array, ByteBuffer target, int offset) {
    write((Object[]) array, element, target, offset);
  }

  private static <E> void write(Object[] array, Layout<E> layout, ByteBuffer target, int offset) {
    for (int i = 0; i < array.length; i++) {
      int at = offset + i * layout.size();
      if (array[i] == null) {
        Memory.zero(target, at, layout.size());
      } else {
        layout.encode(layout.javaType().cast(array[i]), target, at);
      }
    }
  }
}
