package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Helpers: all of them are lowered from their declarations, in one way. */
final class HelperCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final MemoryTranslator memory;

  HelperCalls(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.memory = new MemoryTranslator(translator);
  }

  JavaValue call(Helper helper, Method method, List<JavaValue> args) {
    if (helper.gplOnly() && !environment.gpl()) {
      throw translator.refuse(
          "bpf_"
              + helper.name()
              + " may only be called by programs under the GPL; drop license(…), or the call");
    }
    List<Value> values = new ArrayList<>(5);
    Value memoryAddress = null;
    int memorySize = 0;
    Value resultAddress = null;
    int next = 0;
    Argument[] kinds =
        helper.arguments().length == 0 && !args.isEmpty() ? allValues(args) : helper.arguments();
    for (Argument kind : kinds) {
      switch (kind) {
        case VALUE -> values.add(wide(args.get(next++)));
        case CONSTANT -> {
          Value value = wide(args.get(next++));
          if (!value.isConst()) {
            throw translator.refuse(
                "argument " + next + " of " + method.getName() + " must be a constant");
          }
          values.add(value);
        }
        case ZERO -> values.add(builder.i64(0));
        case CONTEXT -> values.add(builder.graph().context());
        case STRING -> {
          byte[] text = text(method, args.get(next++));
          memorySize = text.length;
          memoryAddress = constant(text);
          values.add(memoryAddress);
        }
        case RESULT_MEMORY -> {
          memorySize = sizeOf(method.getReturnType());
          resultAddress = builder.graph().address(newSlot(memorySize, "result"));
          values.add(resultAddress);
        }
        case SIZE -> values.add(builder.i64(memorySize));
        default ->
            throw translator.refuse(
                "bpf_" + helper.name() + " takes " + kind + ", which is not supported yet");
      }
    }
    return result(helper, method, values, resultAddress);
  }

  private JavaValue result(Helper helper, Method method, List<Value> values, Value resultAddress) {
    HelperCall call = new HelperCall(helper.id(), helper.name(), Type.I64);
    Value returned = builder.call(call, values.toArray(Value[]::new));
    if (resultAddress != null) {
      if (helper.result() == Result.STATUS) {
        builder.require(Cond.EQ, returned, builder.i64(0), "bpf_" + helper.name());
      }
      return loadRecord(method.getReturnType(), resultAddress);
    }
    Class<?> type = method.getReturnType();
    if (helper.result() == Result.VOID || type == void.class) {
      return null;
    }
    return new Scalar(type == long.class ? returned : builder.op(Op.TRUNC, Type.I32, returned));
  }

  private static Argument[] allValues(List<JavaValue> args) {
    Argument[] kinds = new Argument[args.size()];
    java.util.Arrays.fill(kinds, Argument.VALUE);
    return kinds;
  }

  private Value wide(JavaValue value) {
    Value number = memory.number(value);
    return number.type() == Type.I32 ? builder.op(Op.SEXT32, Type.I64, number) : number;
  }

  private byte[] text(Method method, JavaValue value) {
    if (value instanceof Constant constant && constant.object() instanceof String text) {
      return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
    throw translator.refuse(method.getName() + " needs a constant string as its format");
  }

  /** Lays bytes out on the stack. */
  private Value constant(byte[] bytes) {
    StackSlot slot = newSlot(bytes.length, "text");
    Value address = builder.graph().address(slot);
    for (int at = 0; at < slot.size(); at += 8) {
      long word = 0;
      for (int i = 7; i >= 0; i--) {
        word = word << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
      }
      builder.store(address, at, 8, builder.i64(word));
    }
    return address;
  }

  private StackSlot newSlot(int size, String name) {
    return builder.graph().newSlot(size + 7 & ~7, name);
  }

  private int sizeOf(Class<?> type) {
    if (!type.isRecord()) {
      throw translator.refuse(type.getSimpleName() + " is no record, so no helper can fill it");
    }
    int size = 0;
    for (RecordComponent component : type.getRecordComponents()) {
      size += component.getType() == long.class ? 8 : 4;
    }
    return size;
  }

  private JavaValue loadRecord(Class<?> type, Value address) {
    List<JavaValue> fields = new ArrayList<>();
    int offset = 0;
    for (RecordComponent component : type.getRecordComponents()) {
      boolean isLong = component.getType() == long.class;
      int bytes = isLong ? 8 : 4;
      fields.add(
          new Scalar(
              builder.load(
                  isLong ? Type.I64 : Type.I32, address, offset, Access.of(bytes, false))));
      offset += bytes;
    }
    return translator.newObject(type, fields.toArray(JavaValue[]::new));
  }
}
