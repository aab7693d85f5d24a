package bpf4j.maps.layout;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/**
 * Numbers that are narrower in memory than in Java or in the other byte order, and truth values:
 * converted one by one.
 */
final class ConvertedElements extends Elements {
  private final Class<?> component;
  private final ScalarLayout<?> element;

  ConvertedElements(Class<?> component, ScalarLayout<?> element) {
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
    int width = element.width();
    if (array instanceof short[] shorts) {
      for (int i = 0; i < shorts.length; i++) {
        shorts[i] = (short) element.readLong(source, offset + i * width);
      }
    } else if (array instanceof char[] chars) {
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) element.readLong(source, offset + i * width);
      }
    } else if (array instanceof int[] ints) {
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) element.readLong(source, offset + i * width);
      }
    } else if (array instanceof long[] longs) {
      for (int i = 0; i < longs.length; i++) {
        longs[i] = element.readLong(source, offset + i * width);
      }
    } else {
      boolean[] booleans = (boolean[]) array;
      for (int i = 0; i < booleans.length; i++) {
        booleans[i] = element.readLong(source, offset + i * width) != 0;
      }
    }
  }

  @Override
  void write(Object array, ByteBuffer target, int offset) {
    int width = element.width();
    if (array instanceof short[] shorts) {
      for (int i = 0; i < shorts.length; i++) {
        element.writeLong(target, offset + i * width, shorts[i]);
      }
    } else if (array instanceof char[] chars) {
      for (int i = 0; i < chars.length; i++) {
        element.writeLong(target, offset + i * width, chars[i]);
      }
    } else if (array instanceof int[] ints) {
      for (int i = 0; i < ints.length; i++) {
        element.writeLong(target, offset + i * width, ints[i]);
      }
    } else if (array instanceof long[] longs) {
      for (int i = 0; i < longs.length; i++) {
        element.writeLong(target, offset + i * width, longs[i]);
      }
    } else {
      boolean[] booleans = (boolean[]) array;
      for (int i = 0; i < booleans.length; i++) {
        element.writeLong(target, offset + i * width, booleans[i] ? 1 : 0);
      }
    }
  }
}
