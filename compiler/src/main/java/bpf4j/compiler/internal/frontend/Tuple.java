package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A record: a value that cannot change, hence nothing but its components.
 *
 * @param fields the components, in declared order
 * @param presence null unless it may be null; then the number that tells
 */
record Tuple(Class<?> type, List<JavaValue> fields, Value presence) implements JavaValue {
  @Override
  public List<Value> components() {
    List<Value> all = new ArrayList<>();
    for (JavaValue field : fields) {
      all.addAll(field.components());
    }
    if (presence != null) {
      all.add(presence);
    }
    return all;
  }

  @Override
  public JavaValue with(List<Value> components) {
    Value flag = presence == null ? null : components.get(components.size() - 1);
    return new Tuple(type, Shapes.with(fields, components), flag);
  }

  @Override
  public boolean sameShape(JavaValue other) {
    return other instanceof Tuple tuple
        && tuple.type == type
        && (tuple.presence == null) == (presence == null)
        && Shapes.same(fields, tuple.fields);
  }

  /** The same record, known to be there. */
  Tuple present() {
    return presence == null ? this : new Tuple(type, fields, null);
  }

  @Override
  public String describe() {
    return "a " + type.getSimpleName();
  }
}
