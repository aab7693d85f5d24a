package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Method;
import java.util.List;

/** Helpers: all of them are lowered from their declarations, in one way. */
final class HelperCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final HelperAvailability availability;
  private final HelperMemory memory;

  HelperCalls(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.availability = new HelperAvailability(environment);
    this.memory = new HelperMemory(translator);
  }

  JavaValue call(Helper helper, Method method, List<JavaValue> args) {
    HelperArguments arguments = new HelperArguments(translator, memory, helper, method, args);
    Value returned = emit(helper, arguments.make());
    if (arguments.result() != null) {
      if (helper.result() == Result.STATUS) {
        builder.require(Cond.EQ, returned, builder.i64(0), "bpf_" + helper.name());
      }
      return memory.load(method.getReturnType(), arguments.result());
    }
    return number(helper, method.getReturnType(), returned);
  }

  /** Calls a helper with its C arguments, if the program may. */
  Value emit(Helper helper, Value... arguments) {
    String obstacle = availability.obstacle(helper);
    if (obstacle != null) {
      throw translator.refuse(obstacle);
    }
    return builder.call(new HelperCall(helper.id(), helper.name(), Type.I64), arguments);
  }

  private JavaValue number(Helper helper, Class<?> type, Value returned) {
    if (helper.result() == Result.VOID || type == void.class) {
      return null;
    }
    if (helper.result() != Result.VALUE && helper.result() != Result.STATUS) {
      throw translator.refuse(
          "bpf_" + helper.name() + " returns " + helper.result() + ", which is not supported yet");
    }
    if (type == boolean.class) {
      return new Scalar(new Arithmetic(translator).bool(Cond.NE, returned, builder.i64(0)));
    }
    return new Scalar(type == long.class ? returned : builder.op(Op.TRUNC, Type.I32, returned));
  }
}
