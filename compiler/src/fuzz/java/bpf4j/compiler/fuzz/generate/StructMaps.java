package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import bpf4j.compiler.fuzz.ast.Stmt.DeclareLocal;
import bpf4j.compiler.fuzz.ast.Stmt.IfNull;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** Makes uses of maps whose keys or values are records or objects. */
final class StructMaps {
  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;

  StructMaps(Dice dice, Scope scope, Expressions expressions, Statements statements) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** Something with one of the maps. */
  void use(int depth, List<Stmt> out) {
    if (!expressions.hasMaps() || !expressions.limits().branch()) {
      return;
    }
    expressions.limits().spend(12);
    switch (dice.weighted(35, 18, 12, 14, 12, 12, 12)) {
      case 0 -> cell(out);
      case 1 -> lookedUp("Cell", Shapes.CELL, "cells", depth, out);
      case 2 -> lookedUp("Pair", Shapes.PAIR, "pairs", depth, out);
      case 3 -> put(out);
      case 4 -> out.add(expressions.aggregates().texts().action());
      case 5 -> lookedUp("Label", Shapes.LABEL, "labels", depth, out);
      default -> out.add(expressions.maps().keyed().action());
    }
  }

  /** A live value that is there. */
  private void cell(List<Stmt> out) {
    String name = statements.newName("s");
    Pieces value = new Pieces();
    if (dice.oneIn(5) && expressions.limits().branch()) {
      value.value(expressions.condition(1), Type.BOOLEAN).text(" ? ");
      live(value);
      value.text(" : ");
    }
    live(value);
    out.add(
        new DeclareLocal(
            "struct map value: live", "Cell", name, value.format(), null, value.operands()));
    scope.add(name, Shapes.CELL, false);
    for (int i = dice.between(1, 3); i > 0; i--) {
      expressions.aggregates().change(scope.aggregates().size() - 1, out);
    }
  }

  private void live(Pieces out) {
    if (dice.oneIn(4)) {
      out.text("shared.get()");
    } else if (dice.oneIn(2)) {
      out.text("cells.getOrCreate(").value(key(), Type.INT).text(")");
    } else {
      out.text("cellArray.get(").value(small(1), Type.INT).text(")");
    }
  }

  /** A value that may be absent, and what is done with it if it is not. */
  private void lookedUp(String type, Shape.Struct shape, String map, int depth, List<Stmt> out) {
    String name = statements.newName("s");
    Pieces value = new Pieces().text(map + ".get(").value(key(), Type.INT).text(")");
    out.add(
        new DeclareLocal(
            "struct map value: get", type, name, value.format(), "null", value.operands()));
    Block absent = statements.block(dice.between(0, 1), Math.max(0, depth - 1));
    Block present =
        scope.inner(
            () -> {
              scope.add(name, shape, false);
              List<Stmt> body = new ArrayList<>();
              if (!shape.isRecord()) {
                expressions.aggregates().change(scope.aggregates().size() - 1, body);
              }
              body.addAll(statements.some(dice.between(1, 2), Math.max(0, depth - 1)));
              return new Block(body);
            });
    out.add(new IfNull(name, absent, present, dice.oneIn(2)));
  }

  private void put(List<Stmt> out) {
    boolean pair = dice.oneIn(2);
    Pieces text = new Pieces().text(pair ? "pairs.put(" : "labels.put(");
    text.value(key(), Type.INT).text(", ");
    expressions.aggregates().create(pair ? Shapes.PAIR : Shapes.LABEL, text);
    out.add(new Action("struct map value: put", text.text(")").format(), text.operands()));
  }

  private Expr key() {
    return dice.percent(80) ? small(3) : expressions.number(Type.INT, 1);
  }

  private Expr small(int mask) {
    return expressions.maps().keyed().small(mask);
  }
}
