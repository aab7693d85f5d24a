package bpf4j.maps.layout;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a class stands for a struct of the kernel's own inside map values, such as {@code
 * struct bpf_spin_lock}: the kernel finds it by the struct's name in the map's BTF, and alone
 * touches its bytes. The class has fields of the same size and alignment, which hold zeros in Java.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelObject {
  /**
   * The struct's name in C.
   *
   * @return such as {@code "bpf_spin_lock"}
   */
  String value();
}
