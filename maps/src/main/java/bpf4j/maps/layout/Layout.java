package bpf4j.maps.layout;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfBuilder;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One Java type as C memory: the description that maps, readers and the compiler share.
 *
 * <p>Layouts follow the C compiler's rules for the running machine: natural alignment, fields in
 * declared order, padding between them and at the end. {@link #of(Class)} describes integers,
 * boxes, enums, {@code AtomicInteger}, {@code AtomicLong}, records and plain classes with fields. A
 * bare {@code String}, array or unsigned number has no size a {@code Class} could tell, hence the
 * factories {@link #string}, {@link #bytes}, {@link #u16} and so on.
 *
 * <p>A {@code null} reference inside a struct is stored as zeros; reading never gives {@code null}.
 * Padding is written as zeros, so that equal keys are equal bytes.
 *
 * <p>Layouts are immutable and may be shared between threads.
 *
 * @param <T> the Java type of a value
 */
public abstract sealed class Layout<T>
    permits ScalarLayout, StringLayout, ArrayLayout, StructLayout, EmptyLayout {

  private final Class<T> javaType;
  private final int size;
  private final int alignment;

  Layout(Class<T> javaType, int size, int alignment) {
    this.javaType = javaType;
    this.size = size;
    this.alignment = alignment;
  }

  /**
   * The layout of a Java type: a primitive or its box, an enum (four bytes), {@code AtomicInteger},
   * {@code AtomicLong}, a record, or a plain class with fields and a constructor without
   * parameters.
   *
   * <p>Private members are reached as long as the class lies in an unnamed module or in a package
   * opened to this one; else pass a lookup.
   *
   * @param <T> the type
   * @param type the type
   * @return its layout; the same object each time
   * @throws LayoutException if the type has no such layout; the message says what to write instead
   */
  public static <T> Layout<T> of(Class<T> type) {
    return LayoutCache.get(type);
  }

  /**
   * The layout of a Java type whose module does not open its package to this one.
   *
   * @param <T> the type
   * @param type the type
   * @param lookup a lookup with private access to the type, as {@code MethodHandles.lookup()} in it
   *     or {@code MethodHandles.privateLookupIn} give
   * @return its layout
   * @throws LayoutException if the type has no such layout, or the lookup does not reach its
   *     members
   */
  public static <T> Layout<T> of(Class<T> type, MethodHandles.Lookup lookup) {
    return new LayoutReader(Objects.requireNonNull(lookup, "lookup")).read(type);
  }

  /**
   * The layout of a record or class with type parameters, which are told by their layouts: fields
   * whose type is a type parameter lie in memory as its layout says.
   *
   * @param <T> the type, with its arguments
   * @param type the type, without them
   * @param arguments the layouts of its type parameters in their order
   * @return its layout
   * @throws LayoutException if the type has no such layout, or another number of type parameters
   */
  public static <T> Layout<T> ofGeneric(Class<? super T> type, Layout<?>... arguments) {
    @SuppressWarnings("unchecked") // its type arguments are those that the layouts are of
    Class<T> whole = (Class<T>) Objects.requireNonNull(type, "type");
    return new LayoutReader(MethodHandles.lookup()).read(whole, List.of(arguments));
  }

  /**
   * A string of fixed size: UTF-8, filled up with NUL bytes.
   *
   * @param bytes the size in memory, at least 1; a string may use all of it
   * @return the layout ({@code char[bytes]} in C)
   */
  public static Layout<String> string(int bytes) {
    return new StringLayout(bytes, "string(" + bytes + ")");
  }

  /**
   * A byte array of fixed length.
   *
   * @param count the number of bytes, at least 1
   * @return the layout ({@code __s8[count]} in C)
   */
  public static Layout<byte[]> bytes(int count) {
    return ArrayLayout.of(
        byte[].class, ScalarLayout.natural(byte.class), count, "bytes(" + count + ")");
  }

  /**
   * A {@code short} array of fixed length.
   *
   * @param count the number of elements, at least 1
   * @return the layout
   */
  public static Layout<short[]> shorts(int count) {
    return ArrayLayout.of(
        short[].class, ScalarLayout.natural(short.class), count, "shorts(" + count + ")");
  }

  /**
   * An {@code int} array of fixed length.
   *
   * @param count the number of elements, at least 1
   * @return the layout
   */
  public static Layout<int[]> ints(int count) {
    return ArrayLayout.of(
        int[].class, ScalarLayout.natural(int.class), count, "ints(" + count + ")");
  }

  /**
   * A {@code long} array of fixed length.
   *
   * @param count the number of elements, at least 1
   * @return the layout
   */
  public static Layout<long[]> longs(int count) {
    return ArrayLayout.of(
        long[].class, ScalarLayout.natural(long.class), count, "longs(" + count + ")");
  }

  /**
   * An array of fixed length whose elements have a layout of their own.
   *
   * @param <E> the element type
   * @param element the layout of each element
   * @param count the number of elements, at least 1
   * @return the layout
   */
  public static <E> Layout<E[]> array(Layout<E> element, int count) {
    @SuppressWarnings("unchecked") // the array type of E's class is E[]
    Class<E[]> arrayType = (Class<E[]>) element.javaType().arrayType();
    return ArrayLayout.of(arrayType, element, count, "array(" + count + ")");
  }

  /** {@return an unsigned byte, as an {@code Integer} of 0 to 255} */
  public static Layout<Integer> u8() {
    return ScalarLayout.U8;
  }

  /** {@return two unsigned bytes, as an {@code Integer} of 0 to 65,535} */
  public static Layout<Integer> u16() {
    return ScalarLayout.U16;
  }

  /** {@return four unsigned bytes, as a {@code Long} of 0 to 4,294,967,295} */
  public static Layout<Long> u32() {
    return ScalarLayout.U32;
  }

  /** {@return eight unsigned bytes, as the {@code Long} of the same bits} */
  public static Layout<Long> u64() {
    return ScalarLayout.U64;
  }

  /** {@return two unsigned bytes in network order, as an {@code Integer} of 0 to 65,535} */
  public static Layout<Integer> be16() {
    return ScalarLayout.BE16;
  }

  /** {@return four bytes in network order, as the {@code Integer} of the same bits} */
  public static Layout<Integer> be32() {
    return ScalarLayout.BE32;
  }

  /** {@return eight bytes in network order, as the {@code Long} of the same bits} */
  public static Layout<Long> be64() {
    return ScalarLayout.BE64;
  }

  /**
   * {@return the layout of nothing: what maps without keys, as queues and rings, have for their
   * keys; its size is 0}
   */
  public static Layout<Void> none() {
    return EmptyLayout.INSTANCE;
  }

  /** {@return the size in bytes, padding at the end included; 0 for {@link #none()} only} */
  public final int size() {
    return size;
  }

  /** {@return the alignment in bytes: 1, 2, 4 or 8} */
  public final int alignment() {
    return alignment;
  }

  /** {@return the type of a value; for a primitive its box} */
  public final Class<T> javaType() {
    return javaType;
  }

  /**
   * Writes a value, padding included: exactly {@link #size()} bytes.
   *
   * @param value the value, not {@code null}
   * @param target the memory, in native byte order; its position and limit are left alone
   * @param offset the index of the first byte
   * @throws IndexOutOfBoundsException if the memory is too short
   * @throws IllegalArgumentException if a string or array does not fit its fixed size, or the
   *     buffer is not in native order
   */
  public final void write(T value, ByteBuffer target, int offset) {
    requireNativeOrder(target);
    encode(Objects.requireNonNull(value, "value"), target, offset);
  }

  /**
   * Reads a value.
   *
   * @param source the memory, in native byte order; its position and limit are left alone
   * @param offset the index of the first byte
   * @return a copy, never {@code null}
   * @throws IndexOutOfBoundsException if the memory is too short
   * @throws IllegalArgumentException if the buffer is not in native order
   * @throws LayoutException if the memory holds no value of the type (an enum's number without a
   *     constant)
   */
  public final T read(ByteBuffer source, int offset) {
    requireNativeOrder(source);
    return decode(source, offset);
  }

  /**
   * {@return the C text of this layout: for a struct its definition after those of the structs
   * inside it, for anything else the type's name as it would stand in a declaration}
   */
  public final String toC() {
    return new CWriter().print(this);
  }

  /**
   * Adds this layout's types to BTF: structs with their members, enums with their constants.
   *
   * @param builder where to add them
   * @return the id of the type that describes a whole value
   */
  public final int addTo(BtfBuilder builder) {
    return new BtfWriter(builder).add(this);
  }

  /**
   * Compares this layout with a type that a map was made with: sizes, offsets, lengths of arrays
   * and names of fields, where {@code last_seen} is {@code lastSeen}. Signs, byte orders and names
   * of types do not matter.
   *
   * @param btf the types
   * @param typeId the id of one of them
   * @return the first difference, with the field it is at; empty if there is none
   * @throws bpf4j.elf.BtfFormatException if the types are malformed
   */
  public final Optional<String> differenceFrom(Btf btf, int typeId) {
    return new BtfComparison(btf).compare("", this, typeId);
  }

  abstract void encode(T value, ByteBuffer target, int offset);

  abstract T decode(ByteBuffer source, int offset);

  private static void requireNativeOrder(ByteBuffer buffer) {
    if (buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "The buffer is " + buffer.order() + ": call order(ByteOrder.nativeOrder()) on it first");
    }
  }
}
