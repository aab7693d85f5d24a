package bpf4j.compiler.fuzz.shrink;

import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Node;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.ast.Stmt.Loop;
import bpf4j.compiler.fuzz.ast.Stmt.LoopStyle;
import bpf4j.compiler.fuzz.ast.Stmt.Switch;

/** How complicated a part is. */
final class Weight {
  private static final long PART = 1000;

  private Weight() {}

  static long of(Node node) {
    long weight = own(node);
    for (Node child : node.children()) {
      weight += of(child);
    }
    return weight;
  }

  private static long own(Node node) {
    if (node instanceof Literal literal) {
      long value = literal.value();
      return value >= 0 ? digits(value) : digits(-(value + 1)) + 1;
    } else if (node instanceof Variable) {
      return 100;
    } else if (node instanceof Loop loop) {
      return PART
          + loop.rounds()
          + (loop.label() == null ? 0 : 10)
          + (loop.style() == LoopStyle.FOR_UP ? 0 : 10);
    } else if (node instanceof Switch choice) {
      return PART + 10L * choice.labels().size();
    } else if (node instanceof Program program) {
      return PART + 10L * (program.captured().size() + program.types().size());
    }
    return PART;
  }

  private static long digits(long value) {
    return value < 10 ? value : 10 + Long.SIZE - Long.numberOfLeadingZeros(value);
  }
}
