package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.BOOLEAN;
import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Scope.Aggregate;
import java.util.List;

/** Makes uses of strings: constants, one of several, and what maps have. */
final class Texts {
  /** No longer than the places where they are kept, and no shorter than one another for nothing. */
  static final List<String> CONSTANTS =
      List.of("", "a", "b", "ab", "abc", "abd", "hello", "help", "eth0", "eightchr");

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;

  Texts(Dice dice, Scope scope, Expressions expressions) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
  }

  /** A constant in Java. */
  static String constant(Dice dice) {
    return '"' + dice.of(CONSTANTS) + '"';
  }

  /** An expression for some string. */
  void create(Pieces out) {
    List<Aggregate> same = scope.aggregates(Shape.TEXT);
    if (!same.isEmpty() && dice.percent(30)) {
      out.text(dice.of(same).name());
    } else if (expressions.limits().branch() && dice.oneIn(3)) {
      out.text("(").value(expressions.condition(1), BOOLEAN);
      out.text(" ? " + constant(dice) + " : " + constant(dice) + ")");
    } else {
      out.text(constant(dice));
    }
  }

  /**
   * Appends what makes a number of a string.
   *
   * @return the feature
   */
  String number(Pieces out) {
    expressions.limits().spend(8);
    switch (dice.weighted(40, 30, 10, 10, 10)) {
      case 0 -> {
        out.text(".length()");
        return "length";
      }
      case 1 -> {
        Expr index =
            dice.oneIn(2)
                ? new Literal(INT, dice.below(4))
                : Template.of(null, "($0 & 3)", INT, INT).apply(expressions.number(INT, 1));
        out.text(".charAt(").value(index, INT).text(")");
        return "charAt";
      }
      case 2 -> {
        out.text(".hashCode()");
        return "hashCode";
      }
      case 3 -> {
        out.text(".indexOf(" + constant(dice) + ")");
        return "indexOf";
      }
      default -> {
        out.text(".indexOf((char) ").value(expressions.number(INT, 1), INT).text(")");
        return "indexOf a character";
      }
    }
  }

  /** A condition on a string in a variable. */
  Expr condition(Aggregate text) {
    expressions.limits().spend(8);
    String method =
        dice.of(List.of("equals", "equals", "equals", "startsWith", "endsWith", "contains"));
    if (dice.oneIn(6)) {
      return new Pieces().text(text.name() + ".isEmpty()").expression("string: isEmpty", BOOLEAN);
    }
    Pieces out = new Pieces().text(text.name() + "." + method + "(");
    if (method.equals("equals")) {
      create(out);
    } else {
      out.text(constant(dice));
    }
    return out.text(")").expression("string: " + method, BOOLEAN);
  }

  /** A change of the map whose keys are strings. */
  Stmt action() {
    String method = dice.of(List.of("put", "add", "remove"));
    Pieces text = new Pieces().text("names." + method + "(");
    create(text);
    if (!method.equals("remove")) {
      text.text(", ").value(expressions.number(LONG, 1), LONG);
    }
    return new Action("string map key: " + method, text.text(")").format(), text.operands());
  }

  /** A number that the map has for a string. */
  Expr lookup(Type type) {
    Pieces text = new Pieces().text("((%s) (long) names.getOrDefault(".formatted(type.java()));
    create(text);
    text.text(", ").value(expressions.number(LONG, 1), LONG);
    return text.text("))").expression("string map key: getOrDefault", type);
  }
}
