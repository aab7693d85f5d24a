package bpf4j.compiler.declare;

import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a function of the kernel that programs may call (a kfunc, Linux 5.13; under the GPL
 * only) as a static Java method. It is found in the running kernel's BTF by its name, and the
 * declaration is checked against its parameters and result when a program that calls it is
 * compiled. The method's body is the JVM twin.
 *
 * <pre>{@code
 * @Kfunc(name = "bpf_strlen", arguments = Argument.MEMORY)
 * static int length(byte[] text) { … }
 * }</pre>
 *
 * <p>Kfuncs are no stable interface: a kernel without the function, or with one of other
 * parameters, is a {@link bpf4j.compiler.CompileException} that says so, and one that does not let
 * the program's type call it too. Those that return pointers, or take them from others, are
 * refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kfunc {
  /**
   * The function's name in the kernel.
   *
   * @return such as {@code "bpf_strlen"}
   */
  String name();

  /**
   * The function's arguments in order; all are numbers if none are given.
   *
   * @return at most five
   */
  Argument[] arguments() default {};

  /**
   * What the function returns: {@link Result#VOID}, {@link Result#VALUE} or {@link Result#STATUS}.
   *
   * @return the kind of result
   */
  Result result() default Result.VALUE;
}
