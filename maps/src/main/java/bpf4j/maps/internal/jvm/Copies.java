package bpf4j.maps.internal.jvm;

import bpf4j.maps.layout.ArrayLayout;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructLayout;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies values through memory of their layout, so that they come out as the kernel would give
 * them: numbers cut to their width, strings to their bytes, {@code null} fields as zeros.
 *
 * @param <V> the type of a value
 */
record Copies<V>(Layout<V> layout) {

  V of(V value) {
    ByteBuffer memory = memory();
    layout.write(value, memory, 0);
    return layout.read(memory, 0);
  }

  V zero() {
    return layout.read(memory(), 0);
  }

  /** The bytes that stand for a key. */
  KeyBytes key(V key) {
    byte[] bytes = new byte[layout.size()];
    layout.write(key, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), 0);
    return new KeyBytes(bytes);
  }

  V fromKey(KeyBytes key) {
    return layout.read(key.buffer(), 0);
  }

  /**
   * Overwrites a value where the kernel would write into the same memory: whoever holds the value
   * sees the new content. What cannot change is replaced.
   *
   * @return the value that is now there
   */
  V replace(V there, V value) {
    if (layout instanceof StructLayout<V> struct && !struct.isRecord()) {
      ByteBuffer memory = memory();
      layout.write(value, memory, 0);
      struct.readInto(there, memory, 0);
      return there;
    }
    V copy = of(value);
    if (layout instanceof ArrayLayout<V> array) {
      for (int i = 0; i < array.count(); i++) {
        Array.set(there, i, Array.get(copy, i));
      }
      return there;
    } else if (there instanceof AtomicLong atomic) {
      atomic.set(((AtomicLong) copy).get());
      return there;
    } else if (there instanceof AtomicInteger atomic) {
      atomic.set(((AtomicInteger) copy).get());
      return there;
    }
    return copy;
  }

  /** The value of a number cut to the layout's width. */
  static <T> T number(ScalarLayout<T> layout, long number) {
    ByteBuffer memory = ByteBuffer.allocate(layout.size()).order(ByteOrder.nativeOrder());
    layout.writeLong(memory, 0, number);
    return layout.read(memory, 0);
  }

  private ByteBuffer memory() {
    return ByteBuffer.allocate(layout.size()).order(ByteOrder.nativeOrder());
  }
}
