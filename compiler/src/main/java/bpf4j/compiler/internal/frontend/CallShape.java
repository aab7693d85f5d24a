package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Kfunc;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;

/**
 * How a Java method stands for a function of the kernel.
 *
 * @param name the function's whole name
 * @param arguments what it takes, in order
 * @param result what it returns
 */
record CallShape(String name, List<Argument> arguments, Result result) {
  static CallShape of(Helper helper, Method method) {
    return new CallShape(
        "bpf_" + helper.name(), arguments(helper.arguments(), method), helper.result());
  }

  static CallShape of(Kfunc kfunc, Method method) {
    return new CallShape(kfunc.name(), arguments(kfunc.arguments(), method), kfunc.result());
  }

  private static List<Argument> arguments(Argument[] declared, Method method) {
    return declared.length == 0
        ? Collections.nCopies(method.getParameterCount(), Argument.VALUE)
        : List.of(declared);
  }
}
