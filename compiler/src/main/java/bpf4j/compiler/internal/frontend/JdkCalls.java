package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * JDK methods that have an operation of their own. All other JDK methods are inlined from their
 * bytecode like anybody's.
 */
final class JdkCalls {
  /** Stands for the result of a void method. */
  static final JavaValue NOTHING = new Constant("nothing");

  private static final HelperCall KTIME = new HelperCall(5, "ktime_get_ns", Type.I64);

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;

  JdkCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
  }

  /** The result; {@link #NOTHING} for void; null when the method is not one of these. */
  JavaValue call(
      String owner, String name, String descriptor, JavaValue receiver, List<JavaValue> args) {
    if (descriptor.equals("()I") && name.equals("ordinal") && isEnum(receiver)) {
      return new Scalar(ordinal(receiver));
    }
    if (name.equals("compareTo") && isEnum(receiver) && isEnum(args.get(0))) {
      Value difference = builder.op(Op.SUB, Type.I32, ordinal(receiver), ordinal(args.get(0)));
      return new Scalar(difference);
    }
    if (!owner.startsWith("java/")) {
      return null;
    }
    if (Boxes.isBox(owner)) {
      JavaValue result =
          receiver == null ? boxStatic(owner, name, args) : boxMethod(name, receiver, args);
      if (result != null) {
        return result;
      }
    }
    return switch (owner) {
      case "java/lang/Integer", "java/lang/Long" -> receiver == null ? bits(name, args) : null;
      case "java/lang/Short" -> name.equals("reverseBytes") ? swap16(args, Op.SEXT16) : null;
      case "java/lang/Character" ->
          name.equals("reverseBytes")
              ? swap16(args, null)
              : receiver == null ? new CharacterTables(builder).call(name, descriptor, args) : null;
      case "java/lang/System" -> name.equals("nanoTime") ? new Scalar(builder.call(KTIME)) : null;
      case "java/util/Objects" ->
          name.equals("requireNonNull") && args.size() == 1 ? nonNull(args.get(0)) : null;
      default -> null;
    };
  }

  private static boolean isEnum(JavaValue value) {
    return value instanceof EnumRef
        || value instanceof Constant constant && constant.object() instanceof Enum;
  }

  private Value ordinal(JavaValue value) {
    return new MemoryTranslator(translator).number(value);
  }

  private JavaValue nonNull(JavaValue value) {
    new ReferenceTests(translator).requirePresent(value, "reference");
    return value;
  }

  private JavaValue boxStatic(String owner, String name, List<JavaValue> args) {
    if (name.equals("valueOf") && args.size() == 1 && args.get(0) instanceof Scalar scalar) {
      return new Boxed(Boxes.forName(owner), scalar.value(), null);
    }
    return null;
  }

  private JavaValue boxMethod(String name, JavaValue receiver, List<JavaValue> args) {
    Boxed boxed =
        receiver instanceof Boxed b
            ? b
            : receiver instanceof Constant constant
                ? Boxes.ofConstant(builder, constant.object())
                : null;
    if (boxed == null) {
      return null;
    }
    if (name.equals("equals") && args.size() == 1) {
      Value number = arithmetic.unbox(boxed);
      JavaValue other = args.get(0);
      if (other instanceof Constant constant) {
        Boxed known = Boxes.ofConstant(builder, constant.object());
        if (known == null) {
          return new Scalar(builder.i32(0));
        }
        other = known;
      }
      if (!(other instanceof Boxed second) || second.presence() != null) {
        return null;
      }
      return second.box() == boxed.box()
          ? new Scalar(arithmetic.bool(bpf4j.compiler.internal.ir.Cond.EQ, number, second.value()))
          : new Scalar(builder.i32(0));
    }
    if (!args.isEmpty()) {
      return null;
    }
    return switch (name) {
      case "intValue" -> new Scalar(narrow(arithmetic.unbox(boxed)));
      case "longValue" -> new Scalar(widen(arithmetic.unbox(boxed)));
      case "shortValue" ->
          new Scalar(builder.op(Op.SEXT16, Type.I32, narrow(arithmetic.unbox(boxed))));
      case "byteValue" ->
          new Scalar(builder.op(Op.SEXT8, Type.I32, narrow(arithmetic.unbox(boxed))));
      case "booleanValue", "charValue" -> new Scalar(arithmetic.unbox(boxed));
      default -> null;
    };
  }

  private Value narrow(Value value) {
    return value.type() == Type.I64 ? builder.op(Op.TRUNC, Type.I32, value) : value;
  }

  private Value widen(Value value) {
    return value.type() == Type.I32 ? builder.op(Op.SEXT32, Type.I64, value) : value;
  }

  private JavaValue bits(String name, List<JavaValue> args) {
    if (args.isEmpty() || !(args.get(0) instanceof Scalar first)) {
      return null;
    }
    Value a = first.value();
    Type type = a.type();
    Value b = args.size() > 1 && args.get(1) instanceof Scalar second ? second.value() : null;
    return switch (name) {
      case "reverseBytes" ->
          new Scalar(builder.op(type == Type.I64 ? Op.SWAP64 : Op.SWAP32, type, a));
      case "toUnsignedLong" -> new Scalar(builder.op(Op.ZEXT32, Type.I64, a));
      case "divideUnsigned" -> new Scalar(arithmetic.divide(Op.UDIV, a, b));
      case "remainderUnsigned" -> new Scalar(arithmetic.divide(Op.UREM, a, b));
      case "compareUnsigned" -> new Scalar(arithmetic.compare(a, b, true));
      case "compare" -> new Scalar(arithmetic.compare(a, b, false));
      default -> null;
    };
  }

  private JavaValue swap16(List<JavaValue> args, Op extend) {
    Value swapped = builder.op(Op.SWAP16, Type.I32, ((Scalar) args.get(0)).value());
    return new Scalar(extend == null ? swapped : builder.op(extend, Type.I32, swapped));
  }
}
