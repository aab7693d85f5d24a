package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Kfunc;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.elf.Btf;
import bpf4j.elf.BtfFormatException;
import bpf4j.elf.BtfType;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Functions of the kernel, called by their BTF ids as declarations of the user's say. */
final class KfuncCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final HelperCalls helpers;

  KfuncCalls(MethodTranslator translator, Environment environment, HelperCalls helpers) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.helpers = helpers;
  }

  JavaValue call(Kfunc kfunc, Method method, List<JavaValue> args) {
    if (!environment.gpl()) {
      throw translator.refuse(
          kfunc.name()
              + " is a function of the kernel, which only programs under the GPL may call; drop"
              + " license(…), or the call");
    }
    CallShape shape = CallShape.of(kfunc, method);
    Btf types = types();
    BtfType.Function function = function(types, kfunc.name());
    BtfType.Prototype prototype = types.prototype(kfunc.name()).orElseThrow();
    checkParameters(types, prototype, shape);
    Integer bytes = resultBytes(types, prototype, shape);
    HelperCall call = HelperCall.kernelFunction(function.id(), kfunc.name());
    return helpers.call(
        shape,
        method,
        args,
        arguments -> {
          Value returned = builder.call(call, arguments);
          return bytes == null ? returned : extend(returned, bytes, isSigned(types, prototype));
        });
  }

  private Btf types() {
    try {
      return Btf.kernel();
    } catch (UncheckedIOException | BtfFormatException e) {
      throw translator.refuse("the kernel's functions are not known: " + e.getMessage());
    }
  }

  private BtfType.Function function(Btf types, String name) {
    Optional<BtfType.Function> function = types.function(name);
    if (function.isEmpty()) {
      throw translator.refuse("this kernel has no function " + name + " that programs may call");
    }
    return function.get();
  }

  private void checkParameters(Btf types, BtfType.Prototype prototype, CallShape shape) {
    int count = prototype.parameters().size();
    if (count != shape.arguments().size()) {
      throw translator.refuse(
          shape.name()
              + " takes "
              + count
              + " arguments in this kernel, declared are "
              + shape.arguments().size());
    }
    for (int i = 0; i < count; i++) {
      BtfType type = types.resolve(prototype.parameters().get(i).type());
      Argument kind = shape.arguments().get(i);
      boolean number = type instanceof BtfType.Int || type instanceof BtfType.Enumeration;
      boolean pointer = type instanceof BtfType.Pointer;
      boolean fits =
          switch (kind) {
            case VALUE, ZERO, CONSTANT, SIZE, BOUNDED_SIZE, BOUNDED_SIZE_OR_ZERO -> number;
            default -> pointer;
          };
      if (!fits) {
        throw translator.refuse(
            "argument "
                + (i + 1)
                + " of "
                + shape.name()
                + " is a "
                + type.kind()
                + " in this kernel, declared as "
                + kind);
      }
    }
  }

  /** The result's width; null if there is none. */
  private Integer resultBytes(Btf types, BtfType.Prototype prototype, CallShape shape) {
    BtfType type = types.resolve(prototype.returnType());
    if (type instanceof BtfType.VoidType) {
      if (shape.result() != Result.VOID) {
        throw translator.refuse(shape.name() + " returns nothing; declare its result as VOID");
      }
      return null;
    }
    if (type instanceof BtfType.Int || type instanceof BtfType.Enumeration) {
      return (int) types.sizeOf(type.id());
    }
    throw translator.refuse(
        shape.name() + " returns a " + type.kind() + ", which programs here cannot hold");
  }

  private static boolean isSigned(Btf types, BtfType.Prototype prototype) {
    BtfType type = types.resolve(prototype.returnType());
    return type instanceof BtfType.Int number
        ? number.isSigned()
        : type instanceof BtfType.Enumeration enumeration && enumeration.isSigned();
  }

  /** The bits above the result's own are whatever the function has left there. */
  private Value extend(Value returned, int bytes, boolean signed) {
    if (bytes == Long.BYTES) {
      return returned;
    }
    Value number = builder.op(Op.TRUNC, Type.I32, returned);
    if (bytes < Integer.BYTES) {
      number =
          !signed
              ? builder.op(Op.AND, Type.I32, number, builder.i32((1 << 8 * bytes) - 1))
              : builder.op(bytes == 1 ? Op.SEXT8 : Op.SEXT16, Type.I32, number);
    }
    return builder.op(signed ? Op.SEXT32 : Op.ZEXT32, Type.I64, number);
  }
}
