package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr.Variable;
import java.util.ArrayList;
import java.util.List;

/** The variables that can be seen at a place, inner ones last. */
final class Scope {
  private record Entry(Variable variable, boolean writable) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  void add(Variable variable, boolean writable) {
    entries.add(new Entry(variable, writable));
  }

  int mark() {
    return entries.size();
  }

  void release(int mark) {
    entries.subList(mark, entries.size()).clear();
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
