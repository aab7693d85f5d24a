package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes values of records: of those that exist while compiling, and of those just constructed. */
final class Tuples {
  private final MethodTranslator translator;

  Tuples(MethodTranslator translator) {
    this.translator = translator;
  }

  /** A record that exists while compiling, by its components. */
  Tuple ofConstant(Record object) {
    FieldTranslator fields = new FieldTranslator(translator);
    List<JavaValue> values = new ArrayList<>();
    for (Field field : ObjectShape.of(object.getClass()).fields()) {
      values.add(fields.ofObject(fields.read(field, object), field.getType()));
    }
    return new Tuple(object.getClass(), values, null);
  }

  /** A value as the record that it is known to be; null if it is none. */
  Tuple of(JavaValue value) {
    if (value instanceof Tuple tuple) {
      return tuple;
    }
    return value instanceof Constant constant && constant.object() instanceof Record made
        ? ofConstant(made)
        : null;
  }

  /** Replaces an object by the value that it is, once its constructor is done. */
  JavaValue seal(JavaValue made) {
    return made instanceof Virtual virtual && virtual.type().isRecord()
        ? new Tuple(
            virtual.type(), Arrays.asList(translator.heap().fields(virtual.id()).clone()), null)
        : made;
  }

  /** As {@link #seal}, wherever a frame mentions the object. */
  void seal(JavaValue made, Frame frame) {
    JavaValue sealed = seal(made);
    if (sealed == made) {
      return;
    }
    for (int i = 0; i < frame.localCount(); i++) {
      if (made.equals(frame.local(i))) {
        frame.setLocal(i, sealed);
      }
    }
    for (int i = 0; i < frame.depth(); i++) {
      if (made.equals(frame.stack(i))) {
        frame.setStack(i, sealed);
      }
    }
  }
}
