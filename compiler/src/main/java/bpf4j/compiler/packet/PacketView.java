package bpf4j.compiler.packet;

import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.declare.Intrinsic;

/**
 * A place in a packet: what every header, and every context that carries a packet, is.
 *
 * <p>Offsets are bytes from the view's first byte. Values are in network order on the wire and in
 * host order in Java, in the kernel as on the JVM. A read of which any byte lies before the
 * packet's first or past its last byte fail-stops: the run ends with the program type's default
 * verdict. Offsets add up as Java's {@code int}s do.
 *
 * <p>A view is a value: an offset and a type. It may be kept in locals, passed to methods, returned
 * and compared with {@code null}, not stored in maps. On the JVM views are immutable, but the
 * packet under them belongs to whoever made it.
 */
public interface PacketView {
  /**
   * Where this view starts.
   *
   * @return bytes from the packet's first byte
   */
  @Intrinsic(Intrinsic.Kind.OFFSET)
  int offset();

  /**
   * Reads one byte.
   *
   * @param offset bytes from this view's start
   * @return 0 to 255
   */
  @Intrinsic(Intrinsic.Kind.READ_U8)
  int u8(int offset);

  /**
   * Reads two bytes.
   *
   * @param offset bytes from this view's start
   * @return 0 to 65,535
   */
  @Intrinsic(Intrinsic.Kind.READ_U16)
  int u16(int offset);

  /**
   * Reads four bytes as a signed number.
   *
   * @param offset bytes from this view's start
   * @return any {@code int}
   */
  @Intrinsic(Intrinsic.Kind.READ_I32)
  int i32(int offset);

  /**
   * Reads four bytes as an unsigned number.
   *
   * @param offset bytes from this view's start
   * @return 0 to 4,294,967,295
   */
  @Intrinsic(Intrinsic.Kind.READ_U32)
  long u32(int offset);

  /**
   * Reads six bytes as an unsigned number, such as a MAC address.
   *
   * @param offset bytes from this view's start
   * @return 0 to 2<sup>48</sup> - 1
   */
  @Intrinsic(Intrinsic.Kind.READ_U48)
  long u48(int offset);

  /**
   * Reads eight bytes as a signed number.
   *
   * @param offset bytes from this view's start
   * @return any {@code long}
   */
  @Intrinsic(Intrinsic.Kind.READ_I64)
  long i64(int offset);

  /**
   * Fills an array with the packet's bytes; all of them or, on a fail-stop, none.
   *
   * @param offset bytes from this view's start
   * @param to filled to its whole length
   */
  @Intrinsic(Intrinsic.Kind.LOAD_BYTES)
  void loadBytes(int offset, byte[] to);

  /**
   * Writes one byte. As all writes it is for program types whose packets are writable; elsewhere
   * the compiler refuses it.
   *
   * @param offset bytes from this view's start
   * @param value its low 8 bits are written
   */
  @Intrinsic(Intrinsic.Kind.WRITE_U8)
  void setU8(int offset, int value);

  /**
   * Writes two bytes.
   *
   * @param offset bytes from this view's start
   * @param value its low 16 bits are written
   */
  @Intrinsic(Intrinsic.Kind.WRITE_U16)
  void setU16(int offset, int value);

  /**
   * Writes four bytes.
   *
   * @param offset bytes from this view's start
   * @param value any {@code int}
   */
  @Intrinsic(Intrinsic.Kind.WRITE_I32)
  void setI32(int offset, int value);

  /**
   * Writes six bytes, such as a MAC address.
   *
   * @param offset bytes from this view's start
   * @param value its low 48 bits are written
   */
  @Intrinsic(Intrinsic.Kind.WRITE_U48)
  void setU48(int offset, long value);

  /**
   * Writes eight bytes.
   *
   * @param offset bytes from this view's start
   * @param value any {@code long}
   */
  @Intrinsic(Intrinsic.Kind.WRITE_I64)
  void setI64(int offset, long value);

  /**
   * Another view of the same packet. Nothing is read and nothing checked: the new view may lie past
   * the packet's end, and reads through it then fail-stop.
   *
   * @param <H> the view's type
   * @param offset bytes from this view's start
   * @param type a header interface, a constant
   * @return the view, never null
   */
  @Intrinsic(Intrinsic.Kind.VIEW)
  <H extends PacketView> H view(int offset, Class<H> type);

  /**
   * Ends the run by a fail-stop unless the condition holds.
   *
   * @param condition what must be true to go on
   */
  @Intrinsic(Intrinsic.Kind.REQUIRE)
  static void require(boolean condition) {
    if (!condition) {
      throw new FailStopException("a requirement on the packet does not hold");
    }
  }
}
