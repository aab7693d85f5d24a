package bpf4j.maps.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays of every kind of number at every place, against each of their elements alone. */
class ArrayElementsTest {
  private static final int LENGTH = 9;
  private static final int LONG_LENGTH = 67;

  record Bytes(byte before, @Size(LENGTH) byte[] few, @Size(LONG_LENGTH) byte[] many) {}

  record Shorts(byte before, @Size(LENGTH) short[] few, @Size(LONG_LENGTH) short[] many) {}

  record Chars(byte before, @Size(LENGTH) char[] few, @Size(LONG_LENGTH) char[] many) {}

  record Ints(byte before, @Size(LENGTH) int[] few, @Size(LONG_LENGTH) int[] many) {}

  record Longs(byte before, @Size(LENGTH) long[] few, @Size(LONG_LENGTH) long[] many) {}

  record Truths(byte before, @Size(LENGTH) boolean[] few, @Size(LONG_LENGTH) boolean[] many) {}

  record NetworkShorts(
      byte before,
      @BigEndian @Size(LENGTH) short[] few,
      @BigEndian @Size(LONG_LENGTH) short[] many) {}

  record NetworkChars(
      byte before,
      @BigEndian @Size(LENGTH) char[] few,
      @BigEndian @Size(LONG_LENGTH) char[] many) {}

  record NetworkInts(
      byte before, @BigEndian @Size(LENGTH) int[] few, @BigEndian @Size(LONG_LENGTH) int[] many) {}

  record NetworkLongs(
      byte before,
      @BigEndian @Size(LENGTH) long[] few,
      @BigEndian @Size(LONG_LENGTH) long[] many) {}

  record UnsignedBytes(
      byte before, @U8 @Size(LENGTH) int[] few, @S8 @Size(LONG_LENGTH) short[] many) {}

  record UnsignedShorts(
      byte before, @U16 @Size(LENGTH) int[] few, @S16 @Size(LONG_LENGTH) long[] many) {}

  record UnsignedInts(
      byte before, @U32 @Size(LENGTH) long[] few, @U32 @BigEndian @Size(LONG_LENGTH) long[] many) {}

  /** Arrays that the constructor makes are filled. */
  static final class Held {
    byte before;
    final @Size(LENGTH) long[] few = new long[LENGTH];
    final @BigEndian @Size(LONG_LENGTH) short[] many = new short[LONG_LENGTH];
  }

  static Stream<Arguments> types() {
    return List.of(
            Bytes.class,
            Shorts.class,
            Chars.class,
            Ints.class,
            Longs.class,
            Truths.class,
            NetworkShorts.class,
            NetworkChars.class,
            NetworkInts.class,
            NetworkLongs.class,
            UnsignedBytes.class,
            UnsignedShorts.class,
            UnsignedInts.class,
            Held.class)
        .stream()
        .flatMap(
            type -> Stream.of(0, 1, 4, 8).map(offset -> Arguments.of(Layout.of(type), offset)));
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void arraysAreTheirElements(StructLayout<T> layout, int offset) throws Exception {
    Random random = new Random(offset);
    for (boolean direct : new boolean[] {true, false}) {
      ByteBuffer memory = memory(direct, offset + layout.size() + Long.BYTES);
      for (int i = 0; i < memory.capacity(); i++) {
        memory.put(i, (byte) random.nextInt());
      }
      T value = layout.read(memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder()), offset);
      ByteBuffer written = memory(direct, memory.capacity());
      layout.write(value, written, offset);
      for (StructField field : layout.fields().subList(1, 3)) {
        ArrayLayout<?> array = (ArrayLayout<?>) field.layout();
        ScalarLayout<?> element = (ScalarLayout<?>) array.element();
        field.member().setAccessible(true);
        Object elements = field.member().get(value);
        assertThat(Array.getLength(elements)).isEqualTo(array.count());
        for (int i = 0; i < array.count(); i++) {
          int at = offset + field.offset() + i * element.width();
          assertThat(Array.get(elements, i))
              .as("%s[%d]", field.name(), i)
              .isEqualTo(element.fromLong(element.readLong(memory, at)));
          assertThat(element.fromLong(element.readLong(written, at)))
              .as("%s[%d], written", field.name(), i)
              .isEqualTo(Array.get(elements, i));
        }
      }
      for (int i = 0; i < Long.BYTES; i++) {
        assertThat(written.get(offset + layout.size() + i)).as("what lies behind").isZero();
      }
      for (int i = 0; i < offset; i++) {
        assertThat(written.get(i)).as("what lies before").isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void memoryThatEndsEarlyIsRefused(StructLayout<T> layout, int offset) {
    ByteBuffer memory = memory(true, offset + layout.size());
    T value = layout.read(memory, offset);
    layout.write(value, memory, offset);
    assertThatThrownBy(() -> layout.read(memory, offset + Long.BYTES))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> layout.write(value, memory, offset + Long.BYTES))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static ByteBuffer memory(boolean direct, int size) {
    ByteBuffer memory = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    return memory.order(ByteOrder.nativeOrder());
  }
}
