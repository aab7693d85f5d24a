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
  /** A variable of a loop: its method's activation, the block it begins with, and which one. */
  record Place(int activation, int block, String variable) {
    static Place local(Activation activation, BytecodeBlock block, int index) {
      return new Place(activation.serial(), block.start(), "local " + index);
    }

    static Place stack(Activation activation, BytecodeBlock block, int index) {
      return new Place(activation.serial(), block.start(), "stack " + index);
    }

    static Place field(Activation activation, BytecodeBlock block, int object, int field) {
      return new Place(activation.serial(), block.start(), "field " + object + " " + field);
    }
  }

  private final Map<Place, JavaValue> shapes = new HashMap<>();

  /** Thrown to start translation anew with what has been learnt. */
  static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Again() {
      super(null, null, false, false);
    }
  }

  void add(Place place, JavaValue shape) {
    shapes.put(place, shape);
  }

  /** The value in the shape that the loop needs. */
  JavaValue apply(Place place, JavaValue value, Joiner joiner) {
    JavaValue shape = shapes.isEmpty() ? null : shapes.get(place);
    if (shape == null) {
      return value;
    }
    JavaValue common = joiner.commonShape(List.of(shape, value));
    return common == null ? value : joiner.convert(value, common);
  }
}
