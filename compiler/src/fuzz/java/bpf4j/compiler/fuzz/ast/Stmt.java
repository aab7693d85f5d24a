package bpf4j.compiler.fuzz.ast;

import bpf4j.compiler.fuzz.ast.Expr.Variable;
import java.util.ArrayList;
import java.util.List;

/** A statement. */
public sealed interface Stmt extends Node {
  /** Writes the statement, one Java statement a line, so that lines tell what has failed. */
  void print(Printer out);

  @Override
  Stmt withChildren(List<? extends Node> children);

  @Override
  default List<? extends Stmt> reductions() {
    return List.of();
  }

  /** Statements in braces. */
  record Block(List<Stmt> statements) implements Stmt {
    public Block {
      statements = List.copyOf(statements);
    }

    @Override
    public void print(Printer out) {
      for (Stmt statement : statements) {
        statement.print(out);
      }
    }

    @Override
    public List<Stmt> children() {
      return statements;
    }

    @Override
    public Block withChildren(List<? extends Node> children) {
      return new Block(children.stream().map(Stmt.class::cast).toList());
    }

    /** Without a half, a quarter … of the statements; with the insides of one in its place. */
    @Override
    public List<Block> reductions() {
      List<Block> out = new ArrayList<>();
      for (int width = statements.size(); width > 0; width /= 2) {
        for (int from = 0; from + width <= statements.size(); from += width) {
          out.add(without(from, width, List.of()));
        }
      }
      for (int i = 0; i < statements.size(); i++) {
        for (Node part : statements.get(i).children()) {
          if (part instanceof Block block) {
            out.add(without(i, 1, block.statements));
          }
        }
      }
      return out;
    }

    private Block without(int from, int width, List<Stmt> instead) {
      List<Stmt> rest = new ArrayList<>(statements.subList(0, from));
      rest.addAll(instead);
      rest.addAll(statements.subList(from + width, statements.size()));
      return new Block(rest);
    }
  }

  /** A local variable and its first value. */
  record Declare(Variable variable, Expr value) implements Stmt {
    @Override
    public void print(Printer out) {
      Type type = variable.type();
      String cast = value.type() == type ? "" : "(" + type.java() + ") ";
      out.line("%s %s = %s%s;".formatted(type.java(), variable.name(), cast, value.java()));
    }

    @Override
    public List<Expr> children() {
      return List.of(value);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Declare(variable, (Expr) children.get(0));
    }

    @Override
    public String feature() {
      return "local: " + variable.type().java();
    }
  }

  /**
   * A local variable that is no number.
   *
   * @param type such as {@code Long} or {@code int[]}
   * @param format its first value, with {@code $0}, {@code $1} … for operands
   * @param simplest the simplest value there is; null if this is it
   */
  record DeclareLocal(
      String feature, String type, String name, String format, String simplest, List<Expr> operands)
      implements Stmt {
    public DeclareLocal {
      operands = List.copyOf(operands);
    }

    @Override
    public void print(Printer out) {
      List<Type> types = operands.stream().map(Expr::type).toList();
      String value = new Template(null, format, Type.LONG, types).print(operands);
      out.line("%s %s = %s;".formatted(type, name, value));
    }

    @Override
    public List<Expr> children() {
      return operands;
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      List<Expr> parts = children.stream().map(Expr.class::cast).toList();
      return new DeclareLocal(feature, type, name, format, simplest, parts);
    }

    @Override
    public List<DeclareLocal> reductions() {
      return simplest == null
          ? List.of()
          : List.of(new DeclareLocal(feature, type, name, simplest, null, List.of()));
    }
  }

  /** Code that depends on whether a box is null. */
  record IfNull(String name, Block absent, Block present, boolean negated) implements Stmt {
    @Override
    public void print(Printer out) {
      out.open("if (%s %s null) {".formatted(name, negated ? "!=" : "=="));
      (negated ? present : absent).print(out);
      Block other = negated ? absent : present;
      if (!other.statements().isEmpty()) {
        out.reopen("} else {");
        other.print(out);
      }
      out.close("}");
    }

    @Override
    public List<Block> children() {
      return List.of(absent, present);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new IfNull(name, (Block) children.get(0), (Block) children.get(1), negated);
    }

    @Override
    public String feature() {
      return "null check: if";
    }
  }

  /** An assignment. */
  record Assign(Variable target, String operator, Expr value) implements Stmt {
    static String text(Variable target, String operator, Expr value) {
      boolean cast = operator.equals("=") && value.type() != target.type();
      return "%s %s %s%s"
          .formatted(
              target.name(), operator, cast ? "(" + target.type().java() + ") " : "", value.java());
    }

    @Override
    public void print(Printer out) {
      out.line(text(target, operator, value) + ";");
    }

    @Override
    public List<Expr> children() {
      return List.of(value);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Assign(target, operator, (Expr) children.get(0));
    }

    @Override
    public String feature() {
      return operator.equals("=")
          ? "assignment: ="
          : "compound assignment: "
              + target.type().java()
              + " "
              + operator
              + " "
              + value.type().promoted().java();
    }
  }

  /** An expression for its effect. */
  record Effect(Expr expr) implements Stmt {
    @Override
    public void print(Printer out) {
      String text = expr.java();
      boolean parentheses = text.startsWith("(") && text.endsWith(")");
      out.line((parentheses ? text.substring(1, text.length() - 1) : text) + ";");
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Effect((Expr) children.get(0));
    }
  }

  /**
   * A call of a void method.
   *
   * @param format the Java text with {@code $0}, {@code $1} … for operands
   */
  record Action(String feature, String format, List<Expr> operands) implements Stmt {
    public Action {
      operands = List.copyOf(operands);
    }

    @Override
    public void print(Printer out) {
      List<Type> types = operands.stream().map(Expr::type).toList();
      out.line(new Template(feature, format, Type.INT, types).print(operands) + ";");
    }

    @Override
    public List<Expr> children() {
      return operands;
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Action(feature, format, children.stream().map(Expr.class::cast).toList());
    }
  }

  /** A branch. */
  record If(Expr condition, Block then, Block otherwise) implements Stmt {
    @Override
    public void print(Printer out) {
      out.open("if (" + condition.java() + ") {");
      then.print(out);
      if (!otherwise.statements().isEmpty()) {
        out.reopen("} else {");
        otherwise.print(out);
      }
      out.close("}");
    }

    @Override
    public List<Node> children() {
      return List.of(condition, then, otherwise);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new If((Expr) children.get(0), (Block) children.get(1), (Block) children.get(2));
    }

    @Override
    public String feature() {
      return otherwise.statements().isEmpty() ? "branch: if" : "branch: if else";
    }
  }

  /** Leaves the loop, goes on with its next round, or leaves the method, if a condition holds. */
  record Leave(Expr condition, String jump, Expr result) implements Stmt {
    @Override
    public void print(Printer out) {
      out.open("if (" + condition.java() + ") {");
      out.line(result == null ? jump + ";" : jump + " " + result.java() + ";");
      out.close("}");
    }

    @Override
    public List<Expr> children() {
      return result == null ? List.of(condition) : List.of(condition, result);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Leave(
          (Expr) children.get(0), jump, result == null ? null : (Expr) children.get(1));
    }

    @Override
    public String feature() {
      if (jump.startsWith("throw")) {
        return "failure: throw";
      } else if (jump.equals("return")) {
        return "return early: " + (result == null ? "void" : "value");
      }
      return jump.contains(" ")
          ? "jump with label: " + jump.substring(0, jump.indexOf(' '))
          : "jump: " + jump;
    }
  }

  /** The end of a method that returns something. */
  record Return(Expr value) implements Stmt {
    @Override
    public void print(Printer out) {
      out.line("return " + value.java() + ";");
    }

    @Override
    public List<Expr> children() {
      return List.of(value);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new Return((Expr) children.get(0));
    }
  }

  /** How a switch statement is written. */
  enum SwitchStyle {
    ARROW,
    BREAK,
    FALL_THROUGH
  }

  /**
   * A switch statement.
   *
   * @param kind of its labels
   * @param labels of each arm but the last, which is the default
   */
  record Switch(
      SwitchStyle style, String kind, List<List<String>> labels, Expr selector, List<Block> arms)
      implements Stmt {
    public Switch {
      labels = List.copyOf(labels);
      arms = List.copyOf(arms);
    }

    @Override
    public void print(Printer out) {
      out.open("switch (" + selector.java() + ") {");
      for (int i = 0; i < arms.size(); i++) {
        String cases = i == labels.size() ? "default" : String.join(", ", labels.get(i));
        String label = i == labels.size() ? cases : "case " + cases;
        if (style == SwitchStyle.ARROW) {
          out.open(label + " -> {");
          arms.get(i).print(out);
          out.close("}");
        } else {
          out.open(label + ": {");
          arms.get(i).print(out);
          out.close("}");
          if (style == SwitchStyle.BREAK || i % 2 == 0) {
            out.line("break;");
          }
        }
      }
      out.close("}");
    }

    @Override
    public List<Node> children() {
      List<Node> out = new ArrayList<>();
      out.add(selector);
      out.addAll(arms);
      return out;
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      List<Block> newArms =
          children.subList(1, children.size()).stream().map(Block.class::cast).toList();
      return new Switch(style, kind, labels, (Expr) children.get(0), newArms);
    }

    @Override
    public List<Switch> reductions() {
      List<Switch> out = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        List<List<String>> fewer = new ArrayList<>(labels);
        List<Block> rest = new ArrayList<>(arms);
        fewer.remove(i);
        rest.remove(i);
        out.add(new Switch(style, kind, fewer, selector, rest));
      }
      return out;
    }

    @Override
    public String feature() {
      return "switch: %s %s".formatted(style.name().toLowerCase(java.util.Locale.ROOT), kind);
    }
  }

  /** How a loop is written. */
  enum LoopStyle {
    FOR_UP,
    FOR_DOWN,
    WHILE,
    DO
  }

  /**
   * A loop that ends after a number of rounds at the latest.
   *
   * @param counter a variable that nothing in the body writes
   * @param condition ends the loop earlier; null for none
   */
  record Loop(
      LoopStyle style, Variable counter, int rounds, String label, Expr condition, Block body)
      implements Stmt {
    @Override
    public void print(Printer out) {
      String i = counter.name();
      String name = label == null ? "" : label + ": ";
      String more = condition == null ? "" : " && " + condition.java();
      switch (style) {
        case FOR_UP -> {
          out.open("%sfor (int %s = 0; %s < %d%s; %s++) {".formatted(name, i, i, rounds, more, i));
          body.print(out);
          out.close("}");
        }
        case FOR_DOWN -> {
          out.open("%sfor (int %s = %d; %s > 0%s; %s--) {".formatted(name, i, rounds, i, more, i));
          body.print(out);
          out.close("}");
        }
        case WHILE -> {
          out.line("int %s = 0;".formatted(i));
          out.open("%swhile (%s++ < %d%s) {".formatted(name, i, rounds, more));
          body.print(out);
          out.close("}");
        }
        case DO -> {
          out.line("int %s = 0;".formatted(i));
          out.open(name + "do {");
          body.print(out);
          out.close("} while (++%s < %d%s);".formatted(i, rounds, more));
        }
      }
    }

    @Override
    public List<Node> children() {
      return condition == null ? List.of(body) : List.of(condition, body);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return condition == null
          ? new Loop(style, counter, rounds, label, null, (Block) children.get(0))
          : new Loop(
              style, counter, rounds, label, (Expr) children.get(0), (Block) children.get(1));
    }

    @Override
    public List<Loop> reductions() {
      List<Loop> out = new ArrayList<>();
      if (rounds > 1) {
        out.add(new Loop(style, counter, 1, label, condition, body));
        out.add(new Loop(style, counter, rounds - 1, label, condition, body));
      }
      if (condition != null) {
        out.add(new Loop(style, counter, rounds, label, null, body));
      }
      if (label != null) {
        out.add(new Loop(style, counter, rounds, null, condition, body));
      }
      if (style != LoopStyle.FOR_UP) {
        out.add(new Loop(LoopStyle.FOR_UP, counter, rounds, label, condition, body));
      }
      return out;
    }

    @Override
    public String feature() {
      return "loop: " + style.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** How a loop whose length is data is written. */
  enum DataLoopStyle {
    /** Counts up to a number of 0 to 63. */
    COUNT("int", "for (int $i = 0, $n = $0 & 63; $i < $n; $i++) {"),
    /** Goes round once for each bit that is set. */
    BITS("long", "for (long $n = $0; $n != 0; $n &= $n - 1) {"),
    /** Halves a number until nothing is left. */
    HALVES("int", "for (int $n = $0; $n != 0; $n >>>= 1) {");

    private final String type;
    private final String head;

    DataLoopStyle(String type, String head) {
      this.type = type;
      this.head = head;
    }

    /** The type of the number that decides. */
    public Type type() {
      return type.equals("int") ? Type.INT : Type.LONG;
    }
  }

  /**
   * A loop whose length is data.
   *
   * @param suffix of the names of its variables, which nothing in the body writes
   */
  record DataLoop(DataLoopStyle style, String suffix, Expr bound, Block body) implements Stmt {
    /** The variable that the loop changes. */
    public static Variable variable(DataLoopStyle style, String suffix) {
      return new Variable(style.type(), "n" + suffix);
    }

    @Override
    public void print(Printer out) {
      out.open(
          style
              .head
              .replace("$i", "i" + suffix)
              .replace("$n", "n" + suffix)
              .replace("$0", "((%s) %s)".formatted(style.type, bound.java())));
      body.print(out);
      out.close("}");
    }

    @Override
    public List<Node> children() {
      return List.of(bound, body);
    }

    @Override
    public Stmt withChildren(List<? extends Node> children) {
      return new DataLoop(style, suffix, (Expr) children.get(0), (Block) children.get(1));
    }

    @Override
    public String feature() {
      return "loop of unknown length: " + style.name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
