package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Kfunc;
import bpf4j.syscall.bpf.MapType;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;

/**
 * How a Java method stands for a function of the kernel.
 *
 * @param name the function's whole name
 * @param arguments what it takes, in order
 * @param result what it returns
 * @param mapTypes the types of map it takes; empty where any fits
 */
record CallShape(String name, List<Argument> arguments, Result result, List<MapType> mapTypes) {
  static CallShape of(Helper helper, Method method) {
    return new CallShape(
        "bpf_" + helper.name(),
        arguments(helper.arguments(), method),
        helper.result(),
        List.of(helper.mapTypes()));
  }

  static CallShape of(Kfunc kfunc, Method method) {
    return new CallShape(
        kfunc.name(), arguments(kfunc.arguments(), method), kfunc.result(), List.of());
  }

  private static List<Argument> arguments(Argument[] declared, Method method) {
    return declared.length == 0
        ? Collections.nCopies(method.getParameterCount(), Argument.VALUE)
        : List.of(declared);
  }
}
