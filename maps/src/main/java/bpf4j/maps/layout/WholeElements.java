package bpf4j.maps.layout;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * Numbers that lie in memory as they do in Java. Many are moved as a whole, through a view of the
 * memory as such numbers. A thread keeps its last view: mostly it reads the same ring again, or the
 * same place for values, and then nothing is allocated but the array. It keeps it weakly, as much
 * memory may hang on it. A few are moved one by one.
 *
 * @param <B> the kind of view
 */
abstract non-sealed class WholeElements<B> extends Elements {
  /** From how many numbers on a view pays. */
  private static final int MANY = 24;

  private final int width;

  @SuppressWarnings("ThreadLocalUsage") // arrays of one layout lie in the same place mostly
  private final ThreadLocal<Reference<View<B>>> last = new ThreadLocal<>();

  /**
   * A view of memory.
   *
   * @param memory all of it
   * @param begin the index of the first byte that is seen
   * @param numbers what is seen
   */
  private record View<B>(ByteBuffer memory, int begin, B numbers) {}

  private WholeElements(int width) {
    this.width = width;
  }

  /** The way for numbers of a type, if they lie in memory so; else null. */
  static Elements of(Class<?> component, ScalarLayout<?> element) {
    int width = element.width();
    if (component == byte.class) {
      return new ByteElements();
    } else if (Memory.swaps(element.bigEndian())) {
      return null;
    } else if (component == short.class && width == Short.BYTES) {
      return new Shorts();
    } else if (component == char.class && width == Character.BYTES) {
      return new Chars();
    } else if (component == int.class && width == Integer.BYTES) {
      return new Ints();
    } else if (component == long.class && width == Long.BYTES) {
      return new Longs();
    }
    return null;
  }

  /** Sees all of a buffer as numbers in native order. */
  abstract B see(ByteBuffer memory);

  /**
   * The view in which a place has the index {@code offset / width}; null if the numbers are few.
   */
  @SuppressWarnings("ReferenceEquality") // equal buffers are not the same memory
  final B view(ByteBuffer memory, int offset, int count) {
    if (count < MANY) {
      return null;
    }
    Objects.checkFromIndexSize(offset, count * width, memory.limit());
    int begin = offset & width - 1;
    Reference<View<B>> reference = last.get();
    View<B> view = reference == null ? null : reference.get();
    if (view == null || view.memory != memory || view.begin != begin) {
      ByteBuffer rest = memory.duplicate().clear().position(begin).slice();
      view = new View<>(memory, begin, see(rest.order(ByteOrder.nativeOrder())));
      last.set(new WeakReference<>(view));
    }
    return view.numbers;
  }

  private static final class Shorts extends WholeElements<ShortBuffer> {
    Shorts() {
      super(Short.BYTES);
    }

    @Override
    ShortBuffer see(ByteBuffer memory) {
      return memory.asShortBuffer();
    }

    @Override
    Object make(ByteBuffer source, int offset, int count) {
      short[] array = new short[count];
      get(array, source, offset);
      return array;
    }

    @Override
    void read(Object array, ByteBuffer source, int offset) {
      get((short[]) array, source, offset);
    }

    private void get(short[] array, ByteBuffer source, int offset) {
      ShortBuffer view = view(source, offset, array.length);
      if (view != null) {
        view.get(offset / Short.BYTES, array);
        return;
      }
      for (int i = 0; i < array.length; i++) {
        array[i] = source.getShort(offset + i * Short.BYTES);
      }
    }

    @Override
    void write(Object array, ByteBuffer target, int offset) {
      short[] shorts = (short[]) array;
      ShortBuffer view = view(target, offset, shorts.length);
      if (view != null) {
        view.put(offset / Short.BYTES, shorts);
        return;
      }
      for (int i = 0; i < shorts.length; i++) {
        target.putShort(offset + i * Short.BYTES, shorts[i]);
      }
    }
  }

  private static final class Chars extends WholeElements<CharBuffer> {
    Chars() {
      super(Character.BYTES);
    }

    @Override
    CharBuffer see(ByteBuffer memory) {
      return memory.asCharBuffer();
    }

    @Override
    Object make(ByteBuffer source, int offset, int count) {
      char[] array = new char[count];
      get(array, source, offset);
      return array;
    }

    @Override
    void read(Object array, ByteBuffer source, int offset) {
      get((char[]) array, source, offset);
    }

    private void get(char[] array, ByteBuffer source, int offset) {
      CharBuffer view = view(source, offset, array.length);
      if (view != null) {
        view.get(offset / Character.BYTES, array);
        return;
      }
      for (int i = 0; i < array.length; i++) {
        array[i] = source.getChar(offset + i * Character.BYTES);
      }
    }

    @Override
    void write(Object array, ByteBuffer target, int offset) {
      char[] chars = (char[]) array;
      CharBuffer view = view(target, offset, chars.length);
      if (view != null) {
        view.put(offset / Character.BYTES, chars);
        return;
      }
      for (int i = 0; i < chars.length; i++) {
        target.putChar(offset + i * Character.BYTES, chars[i]);
      }
    }
  }

  private static final class Ints extends WholeElements<IntBuffer> {
    Ints() {
      super(Integer.BYTES);
    }

    @Override
    IntBuffer see(ByteBuffer memory) {
      return memory.asIntBuffer();
    }

    @Override
    Object make(ByteBuffer source, int offset, int count) {
      int[] array = new int[count];
      get(array, source, offset);
      return array;
    }

    @Override
    void read(Object array, ByteBuffer source, int offset) {
      get((int[]) array, source, offset);
    }

    private void get(int[] array, ByteBuffer source, int offset) {
      IntBuffer view = view(source, offset, array.length);
      if (view != null) {
        view.get(offset / Integer.BYTES, array);
        return;
      }
      for (int i = 0; i < array.length; i++) {
        array[i] = source.getInt(offset + i * Integer.BYTES);
      }
    }

    @Override
    void write(Object array, ByteBuffer target, int offset) {
      int[] ints = (int[]) array;
      IntBuffer view = view(target, offset, ints.length);
      if (view != null) {
        view.put(offset / Integer.BYTES, ints);
        return;
      }
      for (int i = 0; i < ints.length; i++) {
        target.putInt(offset + i * Integer.BYTES, ints[i]);
      }
    }
  }

  private static final class Longs extends WholeElements<LongBuffer> {
    Longs() {
      super(Long.BYTES);
    }

    @Override
    LongBuffer see(ByteBuffer memory) {
      return memory.asLongBuffer();
    }

    @Override
    Object make(ByteBuffer source, int offset, int count) {
      long[] array = new long[count];
      get(array, source, offset);
      return array;
    }

    @Override
    void read(Object array, ByteBuffer source, int offset) {
      get((long[]) array, source, offset);
    }

    private void get(long[] array, ByteBuffer source, int offset) {
      LongBuffer view = view(source, offset, array.length);
      if (view != null) {
        view.get(offset / Long.BYTES, array);
        return;
      }
      for (int i = 0; i < array.length; i++) {
        array[i] = source.getLong(offset + i * Long.BYTES);
      }
    }

    @Override
    void write(Object array, ByteBuffer target, int offset) {
      long[] longs = (long[]) array;
      LongBuffer view = view(target, offset, longs.length);
      if (view != null) {
        view.put(offset / Long.BYTES, longs);
        return;
      }
      for (int i = 0; i < longs.length; i++) {
        target.putLong(offset + i * Long.BYTES, longs[i]);
      }
    }
  }
}
