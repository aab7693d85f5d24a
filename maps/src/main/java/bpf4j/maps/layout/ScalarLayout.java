package bpf4j.maps.layout;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One integer in memory: 1, 2, 4 or 8 bytes, signed or not, in host or network order, held in Java
 * as a {@link JavaKind}.
 *
 * @param <T> the Java type of a value: a box, an enum, {@code AtomicInteger} or {@code AtomicLong}
 */
public final class ScalarLayout<T> extends Layout<T> {

  static final ScalarLayout<Integer> U8 =
      new ScalarLayout<>(Integer.class, JavaKind.INT, 1, false, false);
  static final ScalarLayout<Integer> U16 =
      new ScalarLayout<>(Integer.class, JavaKind.INT, 2, false, false);
  static final ScalarLayout<Long> U32 =
      new ScalarLayout<>(Long.class, JavaKind.LONG, 4, false, false);
  static final ScalarLayout<Long> U64 =
      new ScalarLayout<>(Long.class, JavaKind.LONG, 8, false, false);
  static final ScalarLayout<Integer> BE16 =
      new ScalarLayout<>(Integer.class, JavaKind.INT, 2, false, true);
  static final ScalarLayout<Integer> BE32 =
      new ScalarLayout<>(Integer.class, JavaKind.INT, 4, false, true);
  static final ScalarLayout<Long> BE64 =
      new ScalarLayout<>(Long.class, JavaKind.LONG, 8, false, true);

  private final JavaKind kind;
  private final boolean signed;
  private final boolean bigEndian;
  private final boolean swap;
  private final List<T> constants;

  ScalarLayout(Class<T> javaType, JavaKind kind, int width, boolean signed, boolean bigEndian) {
    super(javaType, width, width);
    this.kind = kind;
    this.signed = signed;
    this.bigEndian = bigEndian;
    this.swap = Memory.swaps(bigEndian);
    this.constants = kind == JavaKind.ENUM ? List.of(javaType.getEnumConstants()) : List.of();
  }

  /** The natural layout of a primitive, box, enum or atomic type; {@code null} for other types. */
  static ScalarLayout<?> natural(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return new ScalarLayout<>(Boolean.class, JavaKind.BOOLEAN, 1, false, false);
    } else if (type == byte.class || type == Byte.class) {
      return new ScalarLayout<>(Byte.class, JavaKind.BYTE, 1, true, false);
    } else if (type == short.class || type == Short.class) {
      return new ScalarLayout<>(Short.class, JavaKind.SHORT, 2, true, false);
    } else if (type == char.class || type == Character.class) {
      return new ScalarLayout<>(Character.class, JavaKind.CHAR, 2, false, false);
    } else if (type == int.class || type == Integer.class) {
      return new ScalarLayout<>(Integer.class, JavaKind.INT, 4, true, false);
    } else if (type == long.class || type == Long.class) {
      return new ScalarLayout<>(Long.class, JavaKind.LONG, 8, true, false);
    } else if (type == AtomicInteger.class) {
      return new ScalarLayout<>(AtomicInteger.class, JavaKind.ATOMIC_INT, 4, true, false);
    } else if (type == AtomicLong.class) {
      return new ScalarLayout<>(AtomicLong.class, JavaKind.ATOMIC_LONG, 8, true, false);
    } else if (type.isEnum()) {
      return new ScalarLayout<>(type, JavaKind.ENUM, 4, false, false);
    }
    return null;
  }

  /** {@return how Java holds the value} */
  public JavaKind kind() {
    return kind;
  }

  /** {@return the width in memory: 1, 2, 4 or 8 bytes, equal to {@link #size()}} */
  public int width() {
    return size();
  }

  /** {@return whether a load extends the sign, rather than zeros, to the width of the Java type} */
  public boolean signed() {
    return signed;
  }

  /** {@return whether the bytes lie in network order} */
  public boolean bigEndian() {
    return bigEndian;
  }

  /** {@return the constants of an enum in the order of their numbers; else the empty list} */
  public List<T> enumConstants() {
    return constants;
  }

  /**
   * Reads the number without boxing it, extended by sign or zeros as {@link #signed()} says.
   *
   * @param source the memory, in native byte order
   * @param offset the index of the first byte
   * @return the number; an enum's ordinal; 0 or another number for a boolean
   */
  public long readLong(ByteBuffer source, int offset) {
    return signed
        ? Memory.getSigned(source, offset, size(), swap)
        : Memory.getUnsigned(source, offset, size(), swap);
  }

  /**
   * Writes the low {@link #width()} bytes of a number.
   *
   * @param target the memory, in native byte order
   * @param offset the index of the first byte
   * @param value the number; an enum's ordinal; 0 or 1 for a boolean
   */
  public void writeLong(ByteBuffer target, int offset, long value) {
    Memory.put(target, offset, size(), swap, value);
  }

  /**
   * {@return the number that memory holds for a value, extended to 64 bits}
   *
   * @param value the value
   */
  public long toLong(T value) {
    return switch (kind) {
      case BOOLEAN -> (Boolean) value ? 1 : 0;
      case BYTE -> (Byte) value;
      case SHORT -> (Short) value;
      case CHAR -> (Character) value;
      case INT -> (Integer) value;
      case LONG -> (Long) value;
      case ENUM -> ((Enum<?>) value).ordinal();
      case ATOMIC_INT -> ((AtomicInteger) value).get();
      case ATOMIC_LONG -> ((AtomicLong) value).get();
    };
  }

  /**
   * The value of a number as {@link #readLong} gives it.
   *
   * @param number the number
   * @return its value; for the atomic kinds a new object
   * @throws LayoutException if an enum has no constant of this number
   */
  public T fromLong(long number) {
    Object value =
        switch (kind) {
          case BOOLEAN -> number != 0;
          case BYTE -> (byte) number;
          case SHORT -> (short) number;
          case CHAR -> (char) number;
          case INT -> (int) number;
          case LONG -> number;
          case ENUM -> constant(number);
          case ATOMIC_INT -> new AtomicInteger((int) number);
          case ATOMIC_LONG -> new AtomicLong(number);
        };
    @SuppressWarnings("unchecked") // each kind goes with one T
    T typed = (T) value;
    return typed;
  }

  private T constant(long number) {
    if (number < 0 || number >= constants.size()) {
      throw new LayoutException(
          "Memory holds "
              + number
              + ", which is no constant of "
              + javaType().getName()
              + " (0 to "
              + (constants.size() - 1)
              + ")");
    }
    return constants.get((int) number);
  }

  @Override
  void encode(T value, ByteBuffer target, int offset) {
    writeLong(target, offset, toLong(value));
  }

  @Override
  T decode(ByteBuffer source, int offset) {
    return fromLong(readLong(source, offset));
  }

  @Override
  public String toString() {
    return CWriter.scalarName(this);
  }
}
