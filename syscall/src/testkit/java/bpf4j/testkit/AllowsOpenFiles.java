package bpf4j.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test or test class leaves descriptors open on purpose; it says why beside this. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AllowsOpenFiles {
  /**
   * Says why.
   *
   * @return the reason
   */
  String value();
}
