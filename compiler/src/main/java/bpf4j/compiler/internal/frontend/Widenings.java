package bpf4j.compiler.internal.frontend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What loops have shown of their variables: a variable that is null when a loop begins and
 * something else when it goes round must be treated as nullable from the start. Learnt by trying;
 * translation then starts anew.
 */
final class Widenings {
  private final Map<String, JavaValue> shapes = new HashMap<>();

  /** Thrown to start translation anew with what has been learnt. */
  static final class Retry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Retry() {
      super(null, null, false, false);
    }
  }

  void add(int activation, int block, int place, JavaValue shape) {
    shapes.put(key(activation, block, place), shape);
  }

  /** The value in the shape that the loop needs. */
  JavaValue apply(int activation, int block, int place, JavaValue value, Joiner joiner) {
    JavaValue shape = shapes.isEmpty() ? null : shapes.get(key(activation, block, place));
    if (shape == null) {
      return value;
    }
    JavaValue common = joiner.commonShape(List.of(shape, value));
    return common == null ? value : joiner.convert(value, common);
  }

  private static String key(int activation, int block, int place) {
    return activation + ":" + block + ":" + place;
  }
}
