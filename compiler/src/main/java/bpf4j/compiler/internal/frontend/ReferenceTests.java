package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Context;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Thrown;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.function.Function;

/** Null checks, identity, casts and {@code instanceof}. */
final class ReferenceTests {
  /** Two numbers that are equal exactly when two references are. */
  record Comparison(Value left, Value right) {}

  private final MethodTranslator translator;
  private final GraphBuilder builder;

  ReferenceTests(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  /** Not zero exactly when the reference is not null. */
  Value presence(JavaValue value) {
    if (value instanceof Constant constant) {
      return builder.i32(constant.isNull() ? 0 : 1);
    }
    if (value == null || value instanceof Scalar) {
      throw translator.refuse("expected a reference");
    }
    if (value instanceof Choice choice) {
      return ((Scalar) new Choices(translator).each(choice, this::present)).value();
    }
    return value.presence() == null ? builder.i32(1) : value.presence();
  }

  /** 1 if a reference is not null, else 0. */
  private JavaValue present(JavaValue value) {
    Value presence = presence(value);
    return new Scalar(
        presence.isConst()
            ? builder.i32(presence.isZero() ? 0 : 1)
            : new Arithmetic(translator).bool(Cond.NE, presence, zeroLike(presence)));
  }

  /** Ends the run if a reference is null. */
  void requirePresent(JavaValue value, String what) {
    Value presence = presence(value);
    if (presence.isConst() && !presence.isZero()) {
      return;
    }
    builder.require(Cond.NE, presence, builder.constant(presence.type(), 0), "null " + what);
  }

  Comparison identity(JavaValue left, JavaValue right) {
    if (left instanceof Choice choice) {
      return chosen(choice, option -> identity(option, right));
    }
    if (right instanceof Choice choice) {
      return chosen(choice, option -> identity(left, option));
    }
    if (isNull(left)) {
      return new Comparison(presence(right), zeroLike(presence(right)));
    }
    if (isNull(right)) {
      return new Comparison(presence(left), zeroLike(presence(left)));
    }
    if (left instanceof Constant a && right instanceof Constant b) {
      if (Boxes.isBox(a.object().getClass())) {
        throw boxedIdentity();
      }
      return new Comparison(builder.i32(a.object() == b.object() ? 1 : 0), builder.i32(1));
    }
    if (left instanceof Boxed || right instanceof Boxed) {
      throw boxedIdentity();
    }
    Value a = ordinal(left);
    Value b = ordinal(right);
    if (a != null && b != null) {
      return new Comparison(a, b);
    }
    if (left instanceof Virtual || right instanceof Virtual || left.equals(right)) {
      return new Comparison(builder.i32(left.equals(right) ? 1 : 0), builder.i32(1));
    }
    if (left instanceof StringRef || right instanceof StringRef) {
      throw translator.refuse("== of strings compares identity, not content; use equals");
    }
    if (left instanceof Constant ^ right instanceof Constant && !isValue(left) && !isValue(right)) {
      return new Comparison(builder.i32(0), builder.i32(1));
    }
    throw translator.refuse(
        "== of "
            + left.describe()
            + " and "
            + right.describe()
            + " compares identity, which objects do not have in the kernel; compare their fields");
  }

  private Comparison chosen(Choice choice, Function<JavaValue, Comparison> test) {
    JavaValue same =
        new Choices(translator)
            .each(
                choice,
                option -> {
                  Comparison comparison = test.apply(option);
                  return new Scalar(
                      new Arithmetic(translator)
                          .bool(Cond.EQ, comparison.left(), comparison.right()));
                });
    return new Comparison(((Scalar) same).value(), builder.i32(1));
  }

  /** True for what has no identity: records and numbers. */
  private static boolean isValue(JavaValue value) {
    return value instanceof Tuple
        || value instanceof Boxed
        || value instanceof Constant constant
            && (constant.object() instanceof Record || Boxes.isBox(constant.object().getClass()));
  }

  private RuntimeException boxedIdentity() {
    return translator.refuse(
        "== of boxed numbers compares identity, not value; use equals, or compare longValue()");
  }

  private Value zeroLike(Value value) {
    return builder.constant(value.type(), 0);
  }

  private static boolean isNull(JavaValue value) {
    return value instanceof Constant constant && constant.isNull();
  }

  private Value ordinal(JavaValue value) {
    if (value instanceof Constant constant && constant.object() instanceof Enum<?> e) {
      return builder.i32(e.ordinal());
    }
    if (value instanceof EnumRef ref) {
      return ref.presence() == null ? ref.ordinal() : orNone(ref);
    }
    return null;
  }

  /** The ordinal, or -1 for null. */
  private Value orNone(EnumRef ref) {
    Block present = builder.newBlock();
    Block absent = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, ref.presence(), zeroLike(ref.presence()), present, absent);
    for (Block way : new Block[] {present, absent}) {
      builder.startBlock(way);
      builder.jump(join);
    }
    builder.startBlock(join);
    Value phi = builder.phi(Type.I32);
    phi.setArgs(ref.ordinal(), builder.i32(-1));
    return phi;
  }

  /** The reference as one of a class; the run ends if it is not one. */
  JavaValue cast(JavaValue value, Class<?> type) {
    if (value instanceof Choice choice) {
      return new Choices(translator).each(choice, option -> cast(option, type));
    }
    if (mayBe(value, type)) {
      return value;
    }
    Value presence = presence(value);
    if (presence.isConst()) {
      builder.block().setPosition(builder.position());
      builder.block().fail(builder.site("cast to " + type.getSimpleName()));
      return null;
    }
    builder.require(Cond.EQ, presence, zeroLike(presence), "cast to " + type.getSimpleName());
    return Constant.NULL;
  }

  private static boolean mayBe(JavaValue value, Class<?> type) {
    if (value instanceof Constant constant) {
      return constant.isNull() || type.isInstance(constant.object());
    } else if (value instanceof Boxed boxed) {
      return type.isAssignableFrom(boxed.box());
    } else if (value instanceof Virtual virtual) {
      return type.isAssignableFrom(virtual.type());
    } else if (value instanceof Tuple tuple) {
      return type.isAssignableFrom(tuple.type());
    } else if (value instanceof StructRef ref) {
      return type.isAssignableFrom(ref.layout().javaType());
    } else if (value instanceof StackArray array) {
      return type.isAssignableFrom(array.element().arrayType());
    } else if (value instanceof StringRef) {
      return type.isAssignableFrom(String.class);
    } else if (value instanceof EnumRef ref) {
      return type.isAssignableFrom(ref.type());
    }
    // Views and contexts are of any type that is asked for.
    return true;
  }

  Value isInstance(JavaValue value, Class<?> type) {
    if (value instanceof Choice choice) {
      return ((Scalar)
              new Choices(translator).each(choice, option -> new Scalar(isInstance(option, type))))
          .value();
    }
    Class<?> actual = typeOf(value);
    if (actual == null) {
      return builder.i32(0);
    }
    if (!type.isAssignableFrom(actual)) {
      return builder.i32(0);
    }
    Value presence = presence(value);
    if (presence.isConst()) {
      return presence;
    }
    return new Arithmetic(translator).bool(Cond.NE, presence, zeroLike(presence));
  }

  private Class<?> typeOf(JavaValue value) {
    if (value instanceof Constant constant) {
      return constant.isNull() ? null : constant.object().getClass();
    } else if (value instanceof Boxed boxed) {
      return boxed.box();
    } else if (value instanceof EnumRef ref) {
      return ref.type();
    } else if (value instanceof View view) {
      return view.type();
    } else if (value instanceof KernelRef ref) {
      return ref.type();
    } else if (value instanceof Context context) {
      return context.type();
    } else if (value instanceof StructRef ref) {
      return ref.layout().javaType();
    } else if (value instanceof Virtual virtual) {
      return virtual.type();
    } else if (value instanceof Tuple tuple) {
      return tuple.type();
    } else if (value instanceof StackArray array) {
      return array.element().arrayType();
    } else if (value instanceof StringRef) {
      return String.class;
    } else if (value instanceof Thrown thrown) {
      return thrown.type();
    }
    throw translator.refuse("instanceof on " + value.describe() + " cannot be decided");
  }
}
