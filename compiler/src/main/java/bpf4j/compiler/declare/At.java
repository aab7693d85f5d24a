package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Places an abstract accessor of a {@link Header} at a byte offset from the header's first byte.
 *
 * <p>The return type gives the width, in network order on the wire: {@code byte} and {@code
 * boolean} 1 byte, {@code short} and {@code char} 2, {@code int} 4, {@code long} 8; a {@code
 * boolean} is true for any byte but 0. {@code @U8}, {@code @U16}, {@code @U32} (unsigned) and
 * {@code @S8}, {@code @S16}, {@code @S32} (sign-extended) beside it narrow the read:
 * {@code @At(2) @U16 int length()} is 0 to 65,535. Other widths, 6-byte MAC addresses among them,
 * are {@link Bits}.
 *
 * <p>A record-returning accessor reads the record's components one after the other without padding,
 * each by the same rules.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface At {
  /**
   * Where the field starts.
   *
   * @return bytes from the header's first byte, 0 or more
   */
  int value();
}
