package bpf4j.maps.layout;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The fixed size of a string or an array inside a struct: bytes of UTF-8 for a {@code String},
 * elements for an array.
 *
 * <p>It goes on the field, record component or interface method, never inside the type ({@code
 * byte[]} is one type to Java, and an annotation in it would belong to {@code byte}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Size {

  /** {@return bytes of a string or elements of an array, at least 1} */
  int value();
}
