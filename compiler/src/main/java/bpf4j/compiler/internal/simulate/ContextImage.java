package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.Declarations;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * A context structure's bytes, as the kernel would present them to a program. Not thread-safe while
 * it is being filled.
 */
public final class ContextImage {
  private final Class<?> type;
  private final Map<Method, Accessor> accessors;
  private final ByteBuffer bytes;

  /**
   * A context with all fields zero.
   *
   * @param type the context interface
   */
  public ContextImage(Class<?> type) {
    this.type = type;
    this.accessors = Declarations.accessors(type);
    int size = 0;
    for (Accessor accessor : accessors.values()) {
      if (accessor instanceof Accessor.Context field) {
        size = Math.max(size, field.offset() + field.count() * field.width());
      }
    }
    this.bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  private ContextImage(ContextImage other) {
    this.type = other.type;
    this.accessors = other.accessors;
    this.bytes = ByteBuffer.allocate(other.bytes.capacity()).order(ByteOrder.nativeOrder());
    this.bytes.put(0, other.bytes, 0, other.bytes.capacity());
  }

  /** A copy that is filled independently. */
  public ContextImage copy() {
    return new ContextImage(this);
  }

  /**
   * Sets a field.
   *
   * @param name its accessor's name
   * @param index the element; 0 for a plain field
   * @param value as the accessor returns it
   */
  public void set(String name, int index, long value) {
    for (Map.Entry<Method, Accessor> entry : accessors.entrySet()) {
      if (entry.getKey().getName().equals(name)
          && entry.getValue() instanceof Accessor.Context field) {
        long stored = field.networkShort() ? networkShort((short) value) : value;
        int at = field.offset() + checkIndex(index, field.count()) * field.width();
        switch (field.width()) {
          case 1 -> bytes.put(at, (byte) stored);
          case 2 -> bytes.putShort(at, (short) stored);
          case 4 -> bytes.putInt(at, (int) stored);
          default -> bytes.putLong(at, stored);
        }
        return;
      }
    }
    throw new IllegalArgumentException(type.getName() + " has no context field " + name);
  }

  long get(int offset, int width) {
    return switch (width) {
      case 1 -> Byte.toUnsignedLong(bytes.get(offset));
      case 2 -> Short.toUnsignedLong(bytes.getShort(offset));
      case 4 -> Integer.toUnsignedLong(bytes.getInt(offset));
      default -> bytes.getLong(offset);
    };
  }

  /** Turns a 16-bit value between host and network order. */
  static long networkShort(short value) {
    return Short.toUnsignedLong(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Short.reverseBytes(value) : value);
  }

  static int checkIndex(int index, int count) {
    return java.util.Objects.checkIndex(index, count);
  }
}
