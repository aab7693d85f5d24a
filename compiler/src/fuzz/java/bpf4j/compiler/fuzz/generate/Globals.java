package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;

/** Makes uses of global variables that are numbers. */
final class Globals {
  private final Dice dice;
  private final Expressions expressions;

  Globals(Dice dice, Expressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  private String name(Type type) {
    return type == LONG ? "sum" : "level";
  }

  /** What a global is, or was before a change. */
  Expr number(Type type) {
    String name = name(dice.oneIn(4) ? LONG : type);
    Pieces text = new Pieces().text("((%s) %s.".formatted(type.java(), name));
    String method = dice.of(List.of("get", "getLong", "getAndAdd"));
    if (method.equals("get")) {
      text = new Pieces().text("((%s) (%s) %s.".formatted(type.java(), plain(name), name));
    }
    text.text(method + "(");
    if (method.equals("getAndAdd")) {
      text.value(expressions.number(LONG, 1), LONG);
    }
    return text.text("))").expression("global: " + method, type);
  }

  private static String plain(String name) {
    return name.equals("sum") ? "long" : "int";
  }

  /** A change. */
  Stmt action() {
    Type type = dice.oneIn(2) ? INT : LONG;
    String method = dice.of(List.of("set", "setLong", "add", "add"));
    Type operand = method.equals("set") ? type : LONG;
    Pieces text = new Pieces().text(name(type) + "." + method + "(");
    text.value(expressions.number(operand, 2), operand).text(")");
    return new Action("global: " + method, text.format(), text.operands());
  }
}
