package bpf4j.elf.internal.demangle;

import java.util.List;

/**
 * A part of a C++ name. In the syntax of C a type encloses what it is the type of: {@code int
 * (*name)[3]}; so it prints in two parts, left and right of that.
 */
abstract class Node {
  private static final int MOST_DEPTH = 200;

  private final int depth;

  Node(Node... children) {
    this(List.of(children));
  }

  Node(List<Node> children) {
    int deepest = 0;
    for (Node child : children) {
      deepest = Math.max(deepest, child.depth);
    }
    depth = deepest + 1;
    if (depth > MOST_DEPTH) {
      throw new MangledNameException("the name is nested too deeply");
    }
  }

  /** Prints what goes before the name. */
  abstract void left(Out out);

  /** Prints what goes after the name. */
  void right(Out out) {}

  /** Whether it prints anything on the right. */
  boolean hasRight(Out out) {
    return false;
  }

  boolean isArray(Out out) {
    return false;
  }

  boolean isFunction(Out out) {
    return false;
  }

  /** What a reference to this refers to, in the end. */
  Reference reference(Out out) {
    return Reference.NONE;
  }

  /** Whether it is a reference itself, and of which kind. */
  enum Reference {
    /** No reference. */
    NONE,
    /** {@code &}. */
    LVALUE,
    /** {@code &&}. */
    RVALUE
  }

  /** The last part of the name without template arguments, of which constructors are named. */
  String baseName() {
    throw new MangledNameException("no class to construct");
  }

  /** Whether it stands in an expression without parentheses. */
  boolean isSimple() {
    return false;
  }

  final void print(Out out) {
    out.step();
    left(out);
    right(out);
  }

  /** Prints it as an operand. */
  final void printOperand(Out out) {
    if (isSimple()) {
      print(out);
    } else {
      out.append("(");
      print(out);
      out.append(")");
    }
  }

  /** Prints nodes with commas, leaving out those that print nothing. */
  static void list(List<Node> nodes, Out out) {
    boolean isFirst = true;
    for (Node node : nodes) {
      int before = out.length();
      if (!isFirst) {
        out.append(", ");
      }
      int start = out.length();
      node.print(out);
      if (out.length() == start) {
        out.truncate(before);
      } else {
        isFirst = false;
      }
    }
  }
}
