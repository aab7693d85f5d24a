package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import bpf4j.compiler.fuzz.ast.Stmt.DeclareLocal;
import bpf4j.compiler.fuzz.ast.Stmt.IfNull;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Scope.Box;
import java.util.List;

/** Makes local variables that are boxes, which may be null, and what is done with them. */
final class Boxes {
  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;

  Boxes(Dice dice, Scope scope, Expressions expressions, Statements statements) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** A new box, and in most cases a test whether it is null. */
  void declare(int depth, List<Stmt> out) {
    if (!expressions.hasMaps() || !expressions.limits().branch()) {
      return;
    }
    MapShape map = hash();
    Box box = new Box(statements.newName("b"), map.value());
    out.add(
        switch (dice.weighted(60, 12, 16, 12)) {
          case 0 -> box(box, lookup(map), key(map));
          case 1 -> box(box, "null");
          case 2 ->
              box(
                  box,
                  "$0 ? " + lookup(map).replace("$0", "$1") + " : null",
                  expressions.condition(1),
                  key(map));
          default -> box(box, number(box), value(box));
        });
    if (dice.percent(75)) {
      test(box, depth, out);
    }
    scope.add(box);
  }

  /** Something with a box of before. */
  void use(int depth, List<Stmt> out) {
    if (scope.boxes().isEmpty() || !expressions.limits().branch()) {
      return;
    }
    Box box = dice.of(scope.boxes());
    switch (dice.weighted(30, 30, 15, 10, 10)) {
      case 0 -> test(box, depth, out);
      case 1 -> out.add(assign(box, number(box), value(box)));
      case 2 -> {
        List<MapShape> maps =
            MapShape.ALL.stream().filter(m -> m.isHash() && m.value() == box.type()).toList();
        MapShape map = dice.of(maps);
        out.add(assign(box, lookup(map), key(map)));
      }
      case 3 ->
          out.add(new Action("box that may be null: = null", box.name() + " = null", List.of()));
      default -> {
        // Fails if it is null.
        Block update =
            new Block(List.of(assign(box, box.name() + " + " + number(box), value(box))));
        out.add(
            dice.oneIn(4) ? update : new IfNull(box.name(), new Block(List.of()), update, true));
      }
    }
  }

  private static DeclareLocal box(Box box, String format, Expr... operands) {
    String feature = "box that may be null: " + box.java();
    return new DeclareLocal(feature, box.java(), box.name(), format, "null", List.of(operands));
  }

  private static Action assign(Box box, String format, Expr operand) {
    return new Action(
        "box that may be null: assignment", box.name() + " = " + format, List.of(operand));
  }

  private void test(Box box, int depth, List<Stmt> out) {
    Block absent = statements.block(dice.between(0, 2), Math.max(0, depth - 1));
    Block present =
        scope.inner(
            () -> {
              scope.add(box.unboxed(), false);
              return statements.block(dice.between(1, 3), Math.max(0, depth - 1));
            });
    out.add(new IfNull(box.name(), absent, present, dice.oneIn(2)));
  }

  private MapShape hash() {
    return dice.of(MapShape.ALL.stream().filter(MapShape::isHash).toList());
  }

  private Expr key(MapShape map) {
    return expressions.maps().key(map, 2);
  }

  private Expr value(Box box) {
    return expressions.number(box.type(), 2);
  }

  private static String lookup(MapShape map) {
    return "%s.get((%s) $0)".formatted(map.name(), map.key().java());
  }

  private static String number(Box box) {
    return "(%s) $0".formatted(box.type().java());
  }

  /** A comparison of what is in a box, which is false when it is null. */
  static Expr condition(Dice dice, Box box, Expr other) {
    String sign = dice.of(List.of("<", ">=", "==", "!="));
    String format = "(%s != null && %s %s $0)".formatted(box.name(), box.unboxed().java(), sign);
    return Template.of("null check: &&", format, Type.BOOLEAN, box.type()).apply(other);
  }
}
