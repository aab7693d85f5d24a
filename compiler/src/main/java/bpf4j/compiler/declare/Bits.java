package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Places an abstract accessor of a {@link Header} on some bits, numbered as in an RFC's header
 * diagram: bit 0 is the most significant bit of the header's first byte.
 *
 * <p>The value is unsigned; the return type is {@code int} up to 32 bits, {@code long} up to 64,
 * {@code boolean} for a single bit.
 *
 * <p>What is read, and so must lie inside the packet, are the bytes that hold the field; a field of
 * 3, 5 or 7 bytes is read with one byte more: the following one, or the preceding one where the
 * following one lies past {@link Header#size}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Bits {
  /**
   * The field's first, most significant bit.
   *
   * @return bits from the header's first bit, 0 or more
   */
  int at();

  /**
   * How many bits the field has; it may span at most 8 bytes.
   *
   * @return 1 to 64
   */
  int width();
}
