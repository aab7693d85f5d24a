package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the kernel calls something that has another name in Java: on an interface that extends
 * {@link bpf4j.compiler.kernel.KernelStruct} the struct or union, on one of its methods the field.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface KernelName {
  /**
   * The name. That of a field may be a path through structs and arrays inside the struct, as in
   * {@code "cpus_mask.bits[0]"}; fields of anonymous members belong to the struct around them.
   *
   * @return the name in the kernel's BTF
   */
  String value();
}
