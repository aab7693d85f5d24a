package bpf4j.maps.layout;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores the annotated integer, enum or array element in 2 bytes, unsigned ({@code __u16} in C).
 *
 * <p>The Java type must be at least as wide: {@code @U16 int} holds 0 to 65,535. A value that does
 * not fit is cut to its low 16 bits when it is stored, as a C assignment would.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface U16 {}
