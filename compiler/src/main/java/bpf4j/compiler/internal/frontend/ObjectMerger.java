package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one object of several that were made on different paths. Only for records, which cannot be
 * told from a copy: comparing them by identity is refused.
 */
final class ObjectMerger {
  private final MethodTranslator translator;
  private final Joiner joiner;

  ObjectMerger(MethodTranslator translator, Joiner joiner) {
    this.translator = translator;
    this.joiner = joiner;
  }

  /** The merged object; null, an unusable value, when the values do not go together. */
  JavaValue merge(List<JavaValue> values, List<Heap> heaps) {
    if (!(values.get(0) instanceof Virtual first) || !first.type().isRecord()) {
      return null;
    }
    int count = heaps.get(0).fields(first.id()).length;
    JavaValue[] fields = new JavaValue[count];
    for (int f = 0; f < count; f++) {
      List<JavaValue> column = new ArrayList<>(values.size());
      for (int i = 0; i < values.size(); i++) {
        if (!(values.get(i) instanceof Virtual virtual) || virtual.type() != first.type()) {
          return null;
        }
        column.add(heaps.get(i).fields(virtual.id())[f]);
      }
      fields[f] = joiner.join(column);
    }
    return translator.newObject(first.type(), fields);
  }
}
