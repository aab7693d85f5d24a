package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.frontend.HelperMemory.Region;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Duty;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.StructLayout;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;

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
    CallShape shape = CallShape.of(helper, method);
    return call(shape, method, args, arguments -> emit(helper, arguments));
  }

  /**
   * Calls a function of the kernel as it is declared.
   *
   * @param emitter emits the call itself, given the C arguments
   */
  JavaValue call(
      CallShape shape, Method method, List<JavaValue> args, Function<Value[], Value> emitter) {
    HelperArguments arguments = new HelperArguments(translator, memory, shape, method, args);
    Value returned = emitter.apply(arguments.make());
    if (arguments.string() != null) {
      builder.require(Cond.GE, returned, builder.i64(0), shape.name());
      return arguments.string();
    }
    if (arguments.result() != null) {
      if (shape.result() == Result.STATUS) {
        builder.require(Cond.EQ, returned, builder.i64(0), shape.name());
      }
      return memory.load(method.getReturnType(), arguments.result());
    }
    if (shape.result() == Result.SOCKET_OR_NULL) {
      return copied(method, returned);
    }
    if (shape.result() == Result.RING_BUFFER_MEMORY_OR_NULL) {
      return reserved(arguments.map(), returned);
    }
    return number(shape, method.getReturnType(), returned);
  }

  /** What a method's record has of a socket, which is released. */
  private JavaValue copied(Method method, Value socket) {
    Helper.Undo release = method.getAnnotation(Helper.class).undo()[0];
    return new Choices(translator)
        .when(
            socket,
            () -> {
              Region fields = memory.regionAt(socket, method.getReturnType());
              JavaValue copy = memory.load(method.getReturnType(), fields);
              builder.call(new HelperCall(release.id(), release.name(), Type.I64), socket);
              return copy;
            },
            () -> Constant.NULL);
  }

  /** A struct in memory that has just been reserved for it, if there was room. */
  private JavaValue reserved(BpfMap map, Value pointer) {
    if (!(map.valueLayout() instanceof StructLayout<?> struct) || struct.isRecord()) {
      throw translator.refuse(
          "an event of "
              + map.valueLayout()
              + " cannot be filled in where it lies; use output, or make it a class with fields");
    }
    Block present = builder.newBlock();
    Block next = builder.newBlock();
    builder.branch(Cond.NE, pointer, builder.constant(pointer.type(), 0), present, next);
    builder.startBlock(present);
    new MemoryTranslator(translator).zero(pointer, 0, struct.size());
    builder.jump(next);
    builder.startBlock(next);
    return new StructRef(struct, pointer, 0, true);
  }

  /** Calls a helper with its C arguments, if the program may. */
  Value emit(Helper helper, Value... arguments) {
    requireCallable(helper);
    boolean pointer =
        helper.result() == Result.RING_BUFFER_MEMORY_OR_NULL
            || helper.result() == Result.SOCKET_OR_NULL;
    Type returns = pointer ? Type.MAP_VALUE : Type.I64;
    return builder.call(
        new HelperCall(helper.id(), helper.name(), returns).withDuty(duty(helper)), arguments);
  }

  /** As {@link #emit}, a helper that only reads what its arguments point to. */
  Value emitReading(Helper helper, Type returns, Value... arguments) {
    requireCallable(helper);
    return builder.call(HelperCall.reading(helper.id(), helper.name(), returns), arguments);
  }

  private void requireCallable(Helper helper) {
    String obstacle = availability.obstacle(helper);
    if (obstacle != null) {
      throw translator.refuse(obstacle);
    }
  }

  private static Duty duty(Helper helper) {
    if (helper.undo().length == 0 || helper.result() == Result.SOCKET_OR_NULL) {
      return helper.givesBack() ? Duty.GIVE_BACK : Duty.NONE;
    }
    Helper.Undo undo = helper.undo()[0];
    boolean locks = helper.result() == Result.VOID;
    return new Duty(
        locks ? Duty.Kind.LOCKS_ARGUMENT : Duty.Kind.TAKES_RESULT,
        undo.id(),
        undo.name(),
        undo.zeros());
  }

  private JavaValue number(CallShape shape, Class<?> type, Value returned) {
    if (shape.result() == Result.VOID || type == void.class) {
      return null;
    }
    if (shape.result() != Result.VALUE && shape.result() != Result.STATUS) {
      throw translator.refuse(
          shape.name() + " returns " + shape.result() + ", which is not supported yet");
    }
    if (type == boolean.class) {
      return new Scalar(new Arithmetic(translator).bool(Cond.NE, returned, builder.i64(0)));
    }
    return new Scalar(type == long.class ? returned : builder.op(Op.TRUNC, Type.I32, returned));
  }
}
