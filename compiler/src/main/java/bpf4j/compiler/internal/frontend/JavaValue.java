package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.StructLayout;
import java.util.List;

/**
 * What the translator knows of a Java value at one point of the program. Values of one shape differ
 * only in their components, which are SSA values; where paths join, components become phis.
 */
sealed interface JavaValue
    permits JavaValue.Scalar,
        JavaValue.Constant,
        JavaValue.Boxed,
        JavaValue.EnumRef,
        JavaValue.View,
        KernelRef,
        JavaValue.Context,
        JavaValue.StructRef,
        JavaValue.AtomicRef,
        JavaValue.Virtual,
        JavaValue.StackArray,
        JavaValue.Closure,
        JavaValue.Thrown,
        StringRef,
        MapRef,
        Tuple,
        Choice {
  /** The SSA values that make this value up. */
  List<Value> components();

  /** A value of this shape made of other components. */
  JavaValue with(List<Value> components);

  /** True when both are made of like components, so that they can be joined. */
  boolean sameShape(JavaValue other);

  /** Null unless the value may be a null reference; then not zero exactly when it is not. */
  default Value presence() {
    return null;
  }

  /** What the value is, for messages. */
  String describe();

  /** A number or boolean on the operand stack: I32 or I64. */
  record Scalar(Value value) implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of(value);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new Scalar(components.get(0));
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Scalar scalar && scalar.value.type() == value.type();
    }

    boolean isLong() {
      return value.type() == Type.I64;
    }

    @Override
    public String describe() {
      return isLong() ? "a long" : "an int";
    }
  }

  /** An object that exists while compiling: captured, constant, or null. */
  record Constant(Object object) implements JavaValue {
    static final Constant NULL = new Constant(null);

    @Override
    public List<Value> components() {
      return List.of();
    }

    @Override
    public JavaValue with(List<Value> components) {
      return this;
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Constant constant
          && (object == constant.object
              || object instanceof String && object.equals(constant.object));
    }

    boolean isNull() {
      return object == null;
    }

    @Override
    public String describe() {
      return object == null ? "null" : "an object of " + object.getClass().getName();
    }
  }

  /**
   * A boxed number.
   *
   * @param presence null unless it may be null; then the pointer or number that tells
   * @param flag where {@code presence} is a pointer, the number that tells the same
   */
  record Boxed(Class<?> box, Value value, Value presence, Value flag) implements JavaValue {
    Boxed(Class<?> box, Value value, Value presence) {
      this(box, value, presence, null);
    }

    @Override
    public List<Value> components() {
      return presence == null
          ? List.of(value)
          : flag == null ? List.of(value, presence) : List.of(value, presence, flag);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new Boxed(
          box,
          components.get(0),
          presence == null ? null : components.get(1),
          flag == null ? null : components.get(2));
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Boxed boxed
          && boxed.box == box
          && samePresence(presence, boxed.presence);
    }

    /** The same, told to be null by a number. */
    Boxed numbered() {
      return flag == null ? this : new Boxed(box, value, flag);
    }

    @Override
    public String describe() {
      return "a boxed " + box.getSimpleName();
    }
  }

  /** An enum constant chosen at run time, by its ordinal. */
  record EnumRef(Class<?> type, Value ordinal, Value presence) implements JavaValue {
    @Override
    public List<Value> components() {
      return presence == null ? List.of(ordinal) : List.of(ordinal, presence);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new EnumRef(type, components.get(0), presence == null ? null : components.get(1));
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof EnumRef ref
          && ref.type == type
          && samePresence(presence, ref.presence);
    }

    @Override
    public String describe() {
      return "a " + type.getSimpleName();
    }
  }

  /** A view of packet bytes: an interface of accessors over an offset. */
  record View(Class<?> type, Value offset, Value presence) implements JavaValue {
    @Override
    public List<Value> components() {
      return presence == null ? List.of(offset) : List.of(offset, presence);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new View(type, components.get(0), presence == null ? null : components.get(1));
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof View view
          && view.type == type
          && samePresence(presence, view.presence);
    }

    @Override
    public String describe() {
      return "a " + type.getSimpleName();
    }
  }

  /** The program's context. */
  record Context(Class<?> type) implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of();
    }

    @Override
    public JavaValue with(List<Value> components) {
      return this;
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Context context && context.type == type;
    }

    @Override
    public String describe() {
      return "the " + type.getSimpleName();
    }
  }

  /** A struct that lives in memory, such as a map's value. */
  record StructRef(StructLayout<?> layout, Value pointer, int offset, boolean nullable)
      implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of(pointer);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new StructRef(layout, components.get(0), offset, nullable);
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof StructRef ref
          && ref.layout == layout
          && ref.offset == offset
          && ref.nullable == nullable
          && ref.pointer.type() == pointer.type();
    }

    @Override
    public Value presence() {
      return nullable ? pointer : null;
    }

    @Override
    public String describe() {
      return "a " + layout.javaType().getSimpleName();
    }
  }

  /** An atomic number in memory. */
  record AtomicRef(Value pointer, int offset, boolean wide) implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of(pointer);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new AtomicRef(components.get(0), offset, wide);
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof AtomicRef ref
          && ref.offset == offset
          && ref.wide == wide
          && ref.pointer.type() == pointer.type();
    }

    @Override
    public String describe() {
      return wide ? "an AtomicLong" : "an AtomicInteger";
    }
  }

  /** An object made by the program; its fields are in the {@link Heap}. */
  record Virtual(int id, Class<?> type) implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of();
    }

    @Override
    public JavaValue with(List<Value> components) {
      return this;
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Virtual virtual && virtual.id == id;
    }

    @Override
    public String describe() {
      return "a new " + type.getSimpleName();
    }
  }

  /**
   * An array in memory: on the stack, or a field of a struct in a map.
   *
   * @param layout how an element lies there; null for numbers as Java has them
   */
  record StackArray(Value pointer, Class<?> element, int length, Layout<?> layout)
      implements JavaValue {
    StackArray(Value pointer, Class<?> element, int length) {
      this(pointer, element, length, null);
    }

    /** The bytes from one element to the next. */
    int width() {
      return layout == null ? ArrayTranslator.size(element) : layout.size();
    }

    @Override
    public List<Value> components() {
      return List.of(pointer);
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new StackArray(components.get(0), element, length, layout);
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof StackArray array
          && array.element == element
          && array.length == length
          && array.layout == layout
          && array.pointer.type() == pointer.type();
    }

    @Override
    public String describe() {
      return "a " + element.getSimpleName() + "[" + length + "]";
    }
  }

  /** A lambda or method reference made by the program. */
  record Closure(ClosureTarget target, List<JavaValue> captured) implements JavaValue {
    @Override
    public List<Value> components() {
      return captured.stream().flatMap(value -> value.components().stream()).toList();
    }

    @Override
    public JavaValue with(List<Value> components) {
      return new Closure(target, Shapes.with(captured, components));
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Closure closure
          && target.equals(closure.target)
          && Shapes.same(captured, closure.captured);
    }

    @Override
    public String describe() {
      return "a lambda";
    }
  }

  /** An exception about to be thrown; all that is kept of it is its class. */
  record Thrown(Class<?> type) implements JavaValue {
    @Override
    public List<Value> components() {
      return List.of();
    }

    @Override
    public JavaValue with(List<Value> components) {
      return this;
    }

    @Override
    public boolean sameShape(JavaValue other) {
      return other instanceof Thrown;
    }

    @Override
    public String describe() {
      return "a " + type.getSimpleName();
    }
  }

  /** The method behind a lambda made by the program. */
  record ClosureTarget(
      String owner,
      String name,
      String descriptor,
      int handleTag,
      org.objectweb.asm.Type returns) {}

  private static boolean samePresence(Value a, Value b) {
    return (a == null) == (b == null) && (a == null || a.type() == b.type());
  }
}
