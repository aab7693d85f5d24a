package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;

/** Makes uses of a map whose keys are records. */
final class StructKeys {
  private final Dice dice;
  private final Expressions expressions;

  StructKeys(Dice dice, Expressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  /** A change. */
  Stmt action() {
    String method = dice.of(List.of("put", "put", "add", "remove"));
    Pieces text = new Pieces().text("keyed." + method + "(");
    structKey(text);
    if (!method.equals("remove")) {
      text.text(", ").value(expressions.number(Type.INT, 1), Type.INT);
    }
    return new Action("struct map key: " + method, text.text(")").format(), text.operands());
  }

  /** A number looked up. */
  Expr number(Type type) {
    Pieces text = new Pieces().text("((%s) keyed.getOrDefault(".formatted(type.java()));
    structKey(text);
    text.text(", ").value(expressions.number(Type.INT, 1), Type.INT);
    return text.text("))").expression("struct map key: getOrDefault", type);
  }

  /** Whether there is a key. */
  Expr condition() {
    Pieces text = new Pieces().text("keyed.containsKey(");
    structKey(text);
    return text.text(")").expression("struct map key: containsKey", Type.BOOLEAN);
  }

  private void structKey(Pieces out) {
    if (dice.percent(30)) {
      expressions.aggregates().create(Shapes.KEY, out);
      return;
    }
    out.text("new Key((byte) ").value(small(1), Type.INT);
    out.text(", ").value(small(1), Type.INT);
    out.text(", (short) ").value(new Literal(Type.INT, dice.between(-1, 1)), Type.INT).text(")");
  }

  /** A number from 0 to a mask. */
  Expr small(int mask) {
    return dice.oneIn(2)
        ? new Literal(Type.INT, dice.between(0, mask))
        : Template.of(null, "($0 & $1)", Type.INT, Type.INT, Type.INT)
            .apply(expressions.number(Type.INT, 1), new Literal(Type.INT, mask));
  }
}
