package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Joins what is known of a Java value along several paths into what is known where they meet. */
final class Joiner {
  private final GraphBuilder builder;

  Joiner(GraphBuilder builder) {
    this.builder = builder;
  }

  /**
   * Joins values, one for each predecessor of the current block, making phis where they differ.
   *
   * @return the joined value, or null if the values have nothing in common
   */
  JavaValue join(List<JavaValue> values) {
    JavaValue shape = commonShape(values);
    if (shape == null) {
      return null;
    }
    int count = shape.components().size();
    if (count == 0) {
      return shape;
    }
    List<List<Value>> rows = new ArrayList<>(values.size());
    for (JavaValue value : values) {
      rows.add(convert(value, shape).components());
    }
    List<Value> joined = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      joined.add(joinComponent(rows, i));
    }
    return shape.with(joined);
  }

  private Value joinComponent(List<List<Value>> rows, int index) {
    Value first = rows.get(0).get(index);
    boolean same = true;
    for (List<Value> row : rows) {
      same &= row.get(index) == first;
    }
    if (same) {
      return first;
    }
    Value phi = builder.phi(first.type());
    Value[] args = new Value[rows.size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = rows.get(i).get(index);
    }
    phi.setArgs(args);
    return phi;
  }

  /** A value of the shape that all can be converted to; null if there is none. */
  JavaValue commonShape(List<JavaValue> values) {
    JavaValue shape = null;
    boolean nullSeen = false;
    for (JavaValue value : values) {
      if (value == null) {
        return null;
      }
      if (value instanceof Constant constant && constant.isNull()) {
        nullSeen = true;
      } else if (shape == null || value.sameShape(shape)) {
        shape = shape == null ? value : shape;
      } else {
        shape = unify(shape, value);
        if (shape == null) {
          return null;
        }
      }
    }
    if (shape == null) {
      return Constant.NULL;
    }
    return nullSeen ? nullable(shape) : shape;
  }

  private JavaValue unify(JavaValue a, JavaValue b) {
    JavaValue left = generalize(a);
    JavaValue right = generalize(b);
    if (left.sameShape(right)) {
      return left;
    }
    left = numbered(left);
    right = numbered(right);
    if (left.sameShape(right)) {
      return left;
    }
    if (left.presence() != null ^ right.presence() != null) {
      JavaValue nullableLeft = nullable(left);
      JavaValue nullableRight = nullable(right);
      if (nullableLeft != null && nullableRight != null && nullableLeft.sameShape(nullableRight)) {
        return nullableLeft;
      }
    }
    return null;
  }

  /** Constants that also have a run-time form take it. */
  private JavaValue generalize(JavaValue value) {
    if (value instanceof Constant constant) {
      if (constant.object() instanceof Enum<?> e) {
        return new EnumRef(e.getDeclaringClass(), builder.i32(e.ordinal()), null);
      }
      Boxed boxed = Boxes.ofConstant(builder, constant.object());
      if (boxed != null) {
        return boxed;
      }
    }
    return value;
  }

  /** What may be null by a number and not by a pointer: only numbers join with what never is. */
  private static JavaValue numbered(JavaValue value) {
    return value instanceof Boxed boxed ? boxed.numbered() : value;
  }

  /** The shape that also has room for null; null if there is none. */
  private JavaValue nullable(JavaValue value) {
    JavaValue shape = generalize(value);
    if (shape.presence() != null) {
      return shape;
    }
    Value present = builder.i32(1);
    if (shape instanceof Boxed boxed) {
      return new Boxed(boxed.box(), boxed.value(), present);
    } else if (shape instanceof EnumRef ref) {
      return new EnumRef(ref.type(), ref.ordinal(), present);
    } else if (shape instanceof View view) {
      return new View(view.type(), view.offset(), present);
    } else if (shape instanceof StructRef ref && ref.offset() == 0) {
      return new StructRef(ref.layout(), ref.pointer(), 0, true);
    }
    return null;
  }

  /** Turns a value into one of a shape that {@link #commonShape} found for it. */
  JavaValue convert(JavaValue value, JavaValue shape) {
    if (value instanceof Constant constant && constant.isNull() && !(shape instanceof Constant)) {
      List<Value> zeros = new ArrayList<>();
      for (Value component : shape.components()) {
        zeros.add(builder.constant(component.type(), 0));
      }
      return shape.with(zeros);
    }
    if (value.sameShape(shape)) {
      return value;
    }
    JavaValue general = generalize(value);
    if (general.sameShape(shape)) {
      return general;
    }
    JavaValue numbered = numbered(general);
    return numbered.sameShape(shape) ? numbered : nullable(numbered);
  }

  /** Makes a fresh phi for every component, as a loop header needs before its end is known. */
  JavaValue freshPhis(JavaValue value, List<Value> made) {
    List<Value> components = value.components();
    if (components.isEmpty()) {
      return value;
    }
    List<Value> phis = new ArrayList<>(components.size());
    for (Value component : components) {
      Value phi = builder.phi(component.type());
      phi.setOpenPhi(true);
      made.add(phi);
      phis.add(phi);
    }
    return value.with(phis);
  }

  /** Adds one path's components to the phis of a loop header. */
  void addPhiArgs(JavaValue header, JavaValue incoming, List<Value> loopPhis) {
    List<Value> phis = header.components();
    List<Value> args = convert(incoming, header).components();
    for (int i = 0; i < phis.size(); i++) {
      if (loopPhis.contains(phis.get(i))) {
        Block.addPhiArg(phis.get(i), args.get(i));
      }
    }
  }
}
