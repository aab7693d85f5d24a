package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The variables that can be seen at a place, inner ones last. */
final class Scope {
  private record Entry(Variable variable, boolean writable) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  /**
   * A local variable that is a box and may be null.
   *
   * @param type the type of what is in it, {@code INT} or {@code LONG}
   */
  record Box(String name, Type type) {
    String java() {
      return type == Type.INT ? "Integer" : "Long";
    }

    /** What is in it, as if it were a variable. */
    Variable unboxed() {
      return new Variable(type, "((%s) %s)".formatted(type.java(), name));
    }
  }

  /**
   * A local variable that is made of parts.
   *
   * @param assignable whether the variable itself may be assigned
   * @param depth how many loops and switches are around it
   */
  record Aggregate(String name, Shape shape, boolean assignable, int depth) {}

  private final List<Box> boxes = new ArrayList<>();
  private final List<Aggregate> aggregates = new ArrayList<>();

  void add(Variable variable, boolean writable) {
    entries.add(new Entry(variable, writable));
  }

  void add(Box box) {
    boxes.add(box);
  }

  List<Box> boxes() {
    return boxes;
  }

  /** Adds a variable that is made of parts. */
  void add(String name, Shape shape, boolean assignable) {
    aggregates.add(new Aggregate(name, shape, assignable, labels.size()));
  }

  List<Aggregate> aggregates() {
    return aggregates;
  }

  List<Aggregate> enums() {
    return aggregates.stream().filter(a -> a.shape() instanceof Shape.Enumeration).toList();
  }

  List<Aggregate> aggregates(Shape shape) {
    return aggregates.stream().filter(a -> a.shape().equals(shape)).toList();
  }

  /** Does something, and forgets the variables that it added. */
  <T> T inner(Supplier<T> action) {
    int entryCount = entries.size();
    int boxCount = boxes.size();
    int aggregateCount = aggregates.size();
    T result = action.get();
    entries.subList(entryCount, entries.size()).clear();
    boxes.subList(boxCount, boxes.size()).clear();
    aggregates.subList(aggregateCount, aggregates.size()).clear();
    return result;
  }

  /** The labels of the loops around, outermost first; empty strings for those without. */
  List<String> loops() {
    return labels;
  }

  List<Variable> all() {
    return entries.stream().map(Entry::variable).toList();
  }

  List<Variable> writable() {
    return entries.stream().filter(Entry::writable).map(Entry::variable).toList();
  }
}
