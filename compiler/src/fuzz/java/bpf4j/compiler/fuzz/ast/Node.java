package bpf4j.compiler.fuzz.ast;

import java.util.List;

/** A part of a generated program. Immutable. */
public sealed interface Node permits Expr, Stmt, Method, Program {
  /** The parts of this part, in the order of the program's text. */
  List<? extends Node> children();

  /**
   * The same with other parts.
   *
   * @param children as many as {@link #children}, of the same kinds
   */
  Node withChildren(List<? extends Node> children);

  /** Simpler parts that may take this one's place, the simplest first. */
  List<? extends Node> reductions();

  /** What the histogram counts this part as; null for parts that are not worth counting. */
  default String feature() {
    return null;
  }
}
