package bpf4j.maps;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the map methods that a kernel-side program may call, and says what they do there.
 *
 * <p>The compiler knows map methods by this annotation only; methods without it are refused in
 * kernel-side code. It stands on the methods of the interfaces, not on those that implement them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KernelOperation {

  /** {@return what the method does in a program} */
  MapOperation value();

  /**
   * {@return whether the first parameter is the key; false for maps of one value, which has none}
   */
  boolean keyed() default true;
}
