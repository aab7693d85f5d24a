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
  /** Room for the registers that are some programs' context. */
  private static final int REGISTERS = 512;

  private final Class<?> type;
  private final Map<Method, Accessor> accessors;
  private final ByteBuffer bytes;
  private int lastOffset = -1;
  private int lastWidth;
  private int lastNetworkBytes;
  private final RecordedFields recorded;

  /**
   * A context with all fields zero.
   *
   * @param type the context interface
   */
  public ContextImage(Class<?> type) {
    this.type = type;
    this.accessors = Declarations.accessors(type);
    this.recorded = new RecordedFields();
    int size = REGISTERS;
    for (Accessor accessor : accessors.values()) {
      Accessor.Context field = null;
      if (accessor instanceof Accessor.Context read) {
        field = read;
      } else if (accessor instanceof Accessor.ContextWrite write) {
        field = write.field();
      }
      if (field != null) {
        size = Math.max(size, field.offset() + field.count() * field.width());
      }
    }
    this.bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  private ContextImage(ContextImage other) {
    this.type = other.type;
    this.accessors = other.accessors;
    this.recorded = other.recorded.copy();
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
        long stored = swap(field.networkBytes(), value);
        int at = field.offset() + checkIndex(index, field.count()) * field.width();
        put(at, field.width(), stored);
        return;
      }
    }
    throw new IllegalArgumentException(type.getName() + " has no context field " + name);
  }

  /** Reads a field as its accessor returns it. */
  long read(int offset, int width, int networkBytes) {
    lastOffset = offset;
    lastWidth = width;
    lastNetworkBytes = networkBytes;
    return swap(networkBytes, get(offset, width));
  }

  /** Begins to watch for reads. */
  public void forgetLastRead() {
    lastOffset = -1;
    recorded.forgetLastRead();
  }

  /** The fields that have no place but a name. */
  public RecordedFields recorded() {
    return recorded;
  }

  /**
   * Sets the field that was read last.
   *
   * @param before what it was read as
   * @param value as its accessor returns it
   * @throws IllegalArgumentException if none was read
   */
  public void setLastRead(long before, long value) {
    if (recorded.setLastRead(value)) {
      return;
    }
    if (lastOffset < 0) {
      throw new IllegalArgumentException(
          "no field of " + type.getName() + " was read, but " + before + " returned");
    }
    put(lastOffset, lastWidth, swap(lastNetworkBytes, value));
  }

  void put(int offset, int width, long value) {
    switch (width) {
      case 1 -> bytes.put(offset, (byte) value);
      case 2 -> bytes.putShort(offset, (short) value);
      case 4 -> bytes.putInt(offset, (int) value);
      default -> bytes.putLong(offset, value);
    }
  }

  long get(int offset, int width) {
    return switch (width) {
      case 1 -> Byte.toUnsignedLong(bytes.get(offset));
      case 2 -> Short.toUnsignedLong(bytes.getShort(offset));
      case 4 -> Integer.toUnsignedLong(bytes.getInt(offset));
      default -> bytes.getLong(offset);
    };
  }

  /** Turns the low bytes of a number between host and network order; of none as it is. */
  static long swap(int networkBytes, long value) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return switch (networkBytes) {
      case 2 -> Short.toUnsignedLong(little ? Short.reverseBytes((short) value) : (short) value);
      case 4 -> Integer.toUnsignedLong(little ? Integer.reverseBytes((int) value) : (int) value);
      default -> value;
    };
  }

  static int checkIndex(int index, int count) {
    return java.util.Objects.checkIndex(index, count);
  }
}
