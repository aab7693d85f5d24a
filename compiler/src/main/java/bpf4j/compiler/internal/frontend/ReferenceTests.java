package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Context;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Thrown;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import org.objectweb.asm.tree.TypeInsnNode;

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
    return value.presence() == null ? builder.i32(1) : value.presence();
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
    if (left.equals(right)) {
      return new Comparison(builder.i32(1), builder.i32(1));
    }
    throw translator.refuse(
        "== of "
            + left.describe()
            + " and "
            + right.describe()
            + " compares identity, which objects do not have in the kernel; compare their fields");
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
      if (ref.presence() != null) {
        throw translator.refuse(
            "comparing an enum that may be null with ==; test it for null before");
      }
      return ref.ordinal();
    }
    return null;
  }

  JavaValue cast(JavaValue value, TypeInsnNode insn) {
    if (value instanceof Constant constant && !constant.isNull() && !isBoxOrEnum(constant)) {
      Class<?> type = Classes.find(translator, insn.desc);
      if (!type.isInstance(constant.object())) {
        builder.require(Cond.NE, builder.i32(0), builder.i32(0), "cast to " + type.getSimpleName());
      }
    }
    return value;
  }

  private static boolean isBoxOrEnum(Constant constant) {
    return constant.object() instanceof Enum || Boxes.isBox(constant.object().getClass());
  }

  Value isInstance(JavaValue value, TypeInsnNode insn) {
    Class<?> type = Classes.find(translator, insn.desc);
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
    } else if (value instanceof Context context) {
      return context.type();
    } else if (value instanceof StructRef ref) {
      return ref.layout().javaType();
    } else if (value instanceof Virtual virtual) {
      return virtual.type();
    } else if (value instanceof Thrown thrown) {
      return thrown.type();
    }
    throw translator.refuse("instanceof on " + value.describe() + " cannot be decided");
  }
}
