package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Closure;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Joins what is known of a Java value along several paths into what is known where they meet. */
final class Joiner {
  private static final int MAX_OPTIONS = 64;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final OptionTags tags = new OptionTags();

  Joiner(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
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
    Type type = first.type();
    boolean same = true;
    for (List<Value> row : rows) {
      Value value = row.get(index);
      same &= value == first;
      // A null pointer is a number as long as nobody says otherwise.
      type = value.type().isPointer() ? value.type() : type;
    }
    if (same) {
      return first;
    }
    Value phi = builder.phi(type);
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
    if (nullSeen) {
      return shape instanceof Scalar ? null : nullable(shape);
    }
    return shape;
  }

  private JavaValue unify(JavaValue a, JavaValue b) {
    JavaValue alike = unifyAlike(a, b);
    return alike != null || a instanceof Scalar || b instanceof Scalar ? alike : choice(a, b);
  }

  /** The shape that both can take without becoming a choice; null if there is none. */
  private JavaValue unifyAlike(JavaValue a, JavaValue b) {
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
    if (left instanceof Tuple first && right instanceof Tuple second) {
      return unifyTuples(first, second);
    } else if (left instanceof Closure first && right instanceof Closure second) {
      return unifyClosures(first, second);
    }
    if (left.presence() != null ^ right.presence() != null) {
      JavaValue nullableLeft = nullable(left);
      JavaValue nullableRight = nullable(right);
      if (nullableLeft.sameShape(nullableRight)) {
        return nullableLeft;
      }
    }
    return null;
  }

  private Tuple unifyTuples(Tuple a, Tuple b) {
    List<JavaValue> fields = a.type() == b.type() ? unifyAll(a.fields(), b.fields()) : null;
    Value presence = a.presence() == null ? b.presence() : a.presence();
    return fields == null ? null : new Tuple(a.type(), fields, presence);
  }

  private Closure unifyClosures(Closure a, Closure b) {
    List<JavaValue> captured =
        a.target().equals(b.target()) ? unifyAll(a.captured(), b.captured()) : null;
    return captured == null ? null : new Closure(a.target(), captured);
  }

  private List<JavaValue> unifyAll(List<JavaValue> a, List<JavaValue> b) {
    List<JavaValue> shapes = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      JavaValue shape = commonShape(List.of(a.get(i), b.get(i)));
      if (shape == null) {
        return null;
      }
      shapes.add(shape);
    }
    return shapes;
  }

  /** The choice between all that two references may be; null if that is too much. */
  private Choice choice(JavaValue a, JavaValue b) {
    SortedMap<Integer, JavaValue> options = new TreeMap<>();
    Value selector = builder.i32(0);
    for (JavaValue value : List.of(a, b)) {
      for (Choice.Option option : asChoice(value).options()) {
        JavaValue before = options.get(option.tag());
        JavaValue shape =
            before == null || before.sameShape(option.value())
                ? option.value()
                : unifyAlike(before, option.value());
        if (shape == null) {
          return null;
        }
        options.put(option.tag(), shape);
      }
    }
    List<Choice.Option> list = new ArrayList<>(options.size());
    options.forEach((tag, value) -> list.add(new Choice.Option(tag, value)));
    return list.size() > MAX_OPTIONS ? null : new Choice(selector, list);
  }

  private Choice asChoice(JavaValue value) {
    if (value instanceof Choice choice) {
      return choice;
    }
    JavaValue general = numbered(generalize(value));
    int tag = tags.of(general);
    return new Choice(builder.i32(tag), List.of(new Choice.Option(tag, general)));
  }

  /** Constants that also have a run-time form take it. */
  private JavaValue generalize(JavaValue value) {
    if (value instanceof Constant constant) {
      if (constant.object() instanceof Enum<?> e) {
        return new EnumRef(e.getDeclaringClass(), builder.i32(e.ordinal()), null);
      }
      if (constant.object() instanceof Record made) {
        return new Tuples(translator).ofConstant(made);
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

  /** The shape that also has room for null. */
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
    } else if (shape instanceof KernelRef ref) {
      return new KernelRef(ref.type(), ref.address(), true, null);
    } else if (shape instanceof Tuple tuple) {
      return new Tuple(tuple.type(), tuple.fields(), present);
    } else if (shape instanceof StructRef ref && ref.offset() == 0) {
      return new StructRef(ref.layout(), ref.pointer(), 0, true);
    }
    return choice(shape, Constant.NULL);
  }

  /** Turns a value into one of a shape that {@link #commonShape} found for it. */
  JavaValue convert(JavaValue value, JavaValue shape) {
    if (shape instanceof Choice choice) {
      return value.sameShape(shape) ? value : convertToChoice(asChoice(value), choice);
    }
    if (value instanceof Constant constant && constant.isNull() && !(shape instanceof Constant)) {
      return zeros(shape);
    }
    if (value.sameShape(shape)) {
      return value;
    }
    JavaValue general = generalize(value);
    if (general.sameShape(shape)) {
      return general;
    }
    JavaValue numbered = numbered(general);
    if (numbered.sameShape(shape)) {
      return numbered;
    }
    if (numbered instanceof Tuple tuple && shape instanceof Tuple wanted) {
      List<JavaValue> fields = convertAll(tuple.fields(), wanted.fields());
      Value presence = tuple.presence();
      return new Tuple(
          tuple.type(),
          fields,
          presence == null && wanted.presence() != null ? builder.i32(1) : presence);
    } else if (numbered instanceof Closure closure && shape instanceof Closure wanted) {
      return new Closure(closure.target(), convertAll(closure.captured(), wanted.captured()));
    }
    return nullable(numbered);
  }

  private List<JavaValue> convertAll(List<JavaValue> values, List<JavaValue> shapes) {
    List<JavaValue> converted = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      converted.add(convert(values.get(i), shapes.get(i)));
    }
    return converted;
  }

  private Choice convertToChoice(Choice value, Choice shape) {
    List<Choice.Option> options = new ArrayList<>(shape.options().size());
    for (Choice.Option option : shape.options()) {
      JavaValue mine = value.option(option.tag());
      options.add(
          new Choice.Option(
              option.tag(), mine == null ? zeros(option.value()) : convert(mine, option.value())));
    }
    return new Choice(value.selector(), options);
  }

  /** Something of a shape, for paths on which nobody looks at it. */
  JavaValue zeros(JavaValue shape) {
    List<Value> zeros = new ArrayList<>();
    for (Value component : shape.components()) {
      zeros.add(builder.constant(component.type(), 0));
    }
    return zeros.isEmpty() ? shape : shape.with(zeros);
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
        if (args.get(i).type().isPointer()) {
          phis.get(i).becomePointer(args.get(i).type());
        }
        Block.addPhiArg(phis.get(i), args.get(i));
      }
    }
  }
}
