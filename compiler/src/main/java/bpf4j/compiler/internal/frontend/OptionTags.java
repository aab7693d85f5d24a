package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Closure;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the kinds of references that a program chooses from, the same kind always alike. */
final class OptionTags {
  /** An object as itself, whatever its class calls equal. */
  private static final class Identity {
    private final Object object;

    Identity(Object object) {
      this.object = object;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Identity identity && identity.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  private final Map<Object, Integer> tags = new HashMap<>();

  /** The tag of the kind that a value is of. */
  int of(JavaValue value) {
    return tags.computeIfAbsent(kind(value), kind -> tags.size());
  }

  /** Equal for values that differ in nothing but components. */
  private static Object kind(JavaValue value) {
    if (value instanceof Constant constant) {
      return constant.object() instanceof String ? constant : new Identity(constant.object());
    } else if (value instanceof Virtual virtual) {
      return List.of(Virtual.class, virtual.id());
    } else if (value instanceof Tuple tuple) {
      return tuple.type();
    } else if (value instanceof Boxed boxed) {
      return boxed.box();
    } else if (value instanceof EnumRef ref) {
      return ref.type();
    } else if (value instanceof View view) {
      return view.type();
    } else if (value instanceof KernelRef ref) {
      return ref.type();
    } else if (value instanceof StructRef ref) {
      return List.of(ref.layout(), ref.offset(), ref.pointer().type());
    } else if (value instanceof StackArray array) {
      Object layout = array.layout() == null ? array.element() : array.layout();
      return List.of(layout, array.length(), array.pointer().type());
    } else if (value instanceof StringRef ref) {
      return List.of(StringRef.class, ref.size());
    } else if (value instanceof Closure closure) {
      return List.of(closure.target(), closure.captured().size());
    }
    return value.getClass();
  }
}
