package bpf4j.maps.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Integers of every width, sign and byte order at an index of a buffer in native order. */
final class Memory {

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Memory() {}

  /** True if a value of this order has to be turned round. */
  static boolean swaps(boolean bigEndian) {
    return bigEndian == LITTLE;
  }

  static long getSigned(ByteBuffer source, int offset, int width, boolean swap) {
    return switch (width) {
      case 1 -> source.get(offset);
      case 2 -> swap ? Short.reverseBytes(source.getShort(offset)) : source.getShort(offset);
      case 4 -> swap ? Integer.reverseBytes(source.getInt(offset)) : source.getInt(offset);
      default -> swap ? Long.reverseBytes(source.getLong(offset)) : source.getLong(offset);
    };
  }

  static long getUnsigned(ByteBuffer source, int offset, int width, boolean swap) {
    long value = getSigned(source, offset, width, swap);
    return width == 8 ? value : value & ((1L << (8 * width)) - 1);
  }

  static boolean isTrue(long number) {
    return number != 0;
  }

  static void put(ByteBuffer target, int offset, int width, boolean swap, long value) {
    switch (width) {
      case 1 -> target.put(offset, (byte) value);
      case 2 -> target.putShort(offset, swap ? Short.reverseBytes((short) value) : (short) value);
      case 4 -> target.putInt(offset, swap ? Integer.reverseBytes((int) value) : (int) value);
      default -> target.putLong(offset, swap ? Long.reverseBytes(value) : value);
    }
  }

  static void zero(ByteBuffer target, int offset, int length) {
    int index = offset;
    int end = offset + length;
    for (; end - index >= Long.BYTES; index += Long.BYTES) {
      target.putLong(index, 0L);
    }
    for (; index < end; index++) {
      target.put(index, (byte) 0);
    }
  }
}
