package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.AtomicRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** {@code AtomicInteger} and {@code AtomicLong} fields of structs in memory. */
final class AtomicCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  AtomicCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  JavaValue call(AtomicRef ref, String name, List<JavaValue> args) {
    Type type = ref.wide() ? Type.I64 : Type.I32;
    int bytes = ref.wide() ? 8 : 4;
    return switch (name) {
      case "get", "getPlain", "intValue", "longValue" ->
          convert(name, builder.load(type, ref.pointer(), ref.offset(), Access.of(bytes, false)));
      case "set", "setPlain" -> {
        builder.store(ref.pointer(), ref.offset(), bytes, number(args.get(0)));
        yield null;
      }
      case "incrementAndGet" -> added(add(ref, type, builder.constant(type, 1)), type, 1);
      case "decrementAndGet" -> added(add(ref, type, builder.constant(type, -1)), type, -1);
      case "getAndIncrement" -> new Scalar(add(ref, type, builder.constant(type, 1)));
      case "getAndDecrement" -> new Scalar(add(ref, type, builder.constant(type, -1)));
      case "getAndAdd" -> new Scalar(add(ref, type, number(args.get(0))));
      case "addAndGet" -> {
        Value delta = number(args.get(0));
        yield new Scalar(builder.op(Op.ADD, type, add(ref, type, delta), delta));
      }
      default ->
          throw translator.refuse(
              ref.describe()
                  + "."
                  + name
                  + " is not possible in the kernel yet; use get, set, addAndGet, getAndAdd or"
                  + " incrementAndGet");
    };
  }

  private JavaValue convert(String name, Value value) {
    if (name.equals("longValue") && value.type() == Type.I32) {
      return new Scalar(builder.op(Op.SEXT32, Type.I64, value));
    }
    if (name.equals("intValue") && value.type() == Type.I64) {
      return new Scalar(builder.op(Op.TRUNC, Type.I32, value));
    }
    return new Scalar(value);
  }

  private Value number(JavaValue value) {
    return new MemoryTranslator(translator).number(value);
  }

  /** Adds and answers with the value before; the optimizer drops an answer that nobody uses. */
  private Value add(AtomicRef ref, Type type, Value delta) {
    Access access = Access.of(ref.wide() ? 8 : 4, false);
    return builder.emit(Op.ATOMIC_FETCH_ADD, type, ref.offset(), access, ref.pointer(), delta);
  }

  private JavaValue added(Value before, Type type, int delta) {
    return new Scalar(builder.op(Op.ADD, type, before, builder.constant(type, delta)));
  }
}
