package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Places an abstract accessor of a context interface on a field of the kernel's context structure,
 * read by one load from the context register.
 *
 * <p>The loaded bytes are an unsigned number in host order, cut or zero-extended to the return
 * type. {@code @BigEndian} beside it says that the kernel keeps the field in network order,
 * {@code @U16 @BigEndian} that it keeps a 16-bit network-order value in a wider field ({@code
 * __sk_buff.protocol}); Java sees both in host order. Such a read cannot fail.
 *
 * <p>An accessor that returns nothing writes the field, by one store: its last parameter is the
 * value, cut to the field's width.
 *
 * <p>An accessor with one {@code int} parameter is an array field; the index must be a compile-time
 * constant, since the verifier takes no variable context offset.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ContextField {
  /**
   * Where the field starts in the structure of {@code linux/bpf.h}.
   *
   * @return bytes
   */
  int offset();

  /**
   * How wide the load, and an array's element, is.
   *
   * @return 1, 2, 4 or 8 bytes
   */
  int width() default 4;

  /**
   * How many elements an array field has.
   *
   * @return 1 for a plain field
   */
  int count() default 1;

  /**
   * The kernel that brought the field.
   *
   * @return such as {@code "4.12"}
   */
  String since();
}
