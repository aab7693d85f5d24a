package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import java.util.Arrays;
import java.util.List;

/** What values made of other values have in common. */
final class Shapes {
  private Shapes() {}

  /** Values of the shapes of others, made of new components. */
  static List<JavaValue> with(List<JavaValue> parts, List<Value> components) {
    JavaValue[] made = new JavaValue[parts.size()];
    int at = 0;
    for (int i = 0; i < made.length; i++) {
      int count = parts.get(i).components().size();
      made[i] = parts.get(i).with(components.subList(at, at + count));
      at += count;
    }
    return Arrays.asList(made);
  }

  static boolean same(List<JavaValue> left, List<JavaValue> right) {
    boolean same = left.size() == right.size();
    for (int i = 0; same && i < left.size(); i++) {
      same = left.get(i).sameShape(right.get(i));
    }
    return same;
  }
}
