package bpf4j.compiler.fuzz.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An expression. Prints itself so that it can stand anywhere without further parentheses. */
public sealed interface Expr extends Node {
  Type type();

  /** The expression in Java. */
  String java();

  @Override
  List<Expr> children();

  @Override
  Expr withChildren(List<? extends Node> children);

  /** Constants first, then the operands, cast where they are of another type. */
  @Override
  default List<Expr> reductions() {
    List<Expr> out = new ArrayList<>();
    out.add(new Literal(type(), 0));
    out.add(new Literal(type(), 1));
    for (Expr child : children()) {
      Expr converted = Operation.convert(child, type());
      if (converted.java().length() < java().length()) {
        out.add(converted);
      }
    }
    return out;
  }

  /**
   * A constant.
   *
   * @param value the number, inside the type's range; 0 or 1 for a boolean
   */
  record Literal(Type type, long value) implements Expr {
    public Literal {
      value = type.cut(value);
    }

    @Override
    public String java() {
      String digits =
          switch (type) {
            case BOOLEAN -> value == 0 ? "false" : "true";
            case LONG -> value + "L";
            case INT -> Long.toString(value);
            default -> "(%s) %s".formatted(type.java(), value < 0 ? "(" + value + ")" : value);
          };
      boolean plain = value >= 0 && type != Type.BYTE && type != Type.SHORT && type != Type.CHAR;
      return plain ? digits : "(" + digits + ")";
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return this;
    }

    @Override
    public List<Expr> reductions() {
      List<Expr> out = new ArrayList<>();
      for (long simpler : new long[] {0, 1, -1, value / 2}) {
        if (Math.abs(simpler) < Math.abs(value) && type.cut(simpler) != value) {
          out.add(new Literal(type, simpler));
        }
      }
      return out;
    }
  }

  /** A local variable, parameter or captured value. */
  record Variable(Type type, String name) implements Expr {
    @Override
    public String java() {
      return name;
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return this;
    }

    @Override
    public List<Expr> reductions() {
      return List.of(new Literal(type, 0), new Literal(type, 1));
    }
  }

  /** An operator or a method of the language or its library. */
  record Operation(Template template, List<Expr> operands) implements Expr {
    public Operation {
      operands = List.copyOf(operands);
    }

    /** An expression cast to a type; itself if it has the type already. */
    public static Expr convert(Expr expr, Type to) {
      if (expr.type() == to) {
        return expr;
      }
      return new Operation(Template.conversion(expr.type(), to), List.of(expr));
    }

    @Override
    public Type type() {
      return template.result();
    }

    @Override
    public String java() {
      return template.print(operands);
    }

    @Override
    public List<Expr> children() {
      return operands;
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return new Operation(template, children.stream().map(Expr.class::cast).toList());
    }

    @Override
    public String feature() {
      return template.feature();
    }
  }

  /**
   * An assignment used as an expression.
   *
   * @param operator such as {@code =} or {@code +=}
   */
  record Assignment(Variable target, String operator, Expr value) implements Expr {
    @Override
    public Type type() {
      return target.type();
    }

    @Override
    public String java() {
      return "(" + Stmt.Assign.text(target, operator, value) + ")";
    }

    @Override
    public List<Expr> children() {
      return List.of(value);
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return new Assignment(target, operator, (Expr) children.get(0));
    }

    @Override
    public String feature() {
      return "assignment as expression: " + operator;
    }
  }

  /** {@code x++} and its relatives as an expression. */
  record Step(Variable target, String operator, boolean prefix) implements Expr {
    @Override
    public Type type() {
      return target.type();
    }

    @Override
    public String java() {
      return prefix ? "(" + operator + target.name() + ")" : "(" + target.name() + operator + ")";
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return this;
    }

    @Override
    public List<Expr> reductions() {
      return List.of(target);
    }

    @Override
    public String feature() {
      return (prefix ? "increment: prefix " : "increment: postfix ") + operator;
    }
  }

  /**
   * A call of a method of the program.
   *
   * @param group what the histogram counts it as
   */
  record Call(String group, Type type, String method, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String java() {
      String packet = arguments.isEmpty() ? "packet" : "packet, ";
      return method
          + arguments.stream().map(Expr::java).collect(Collectors.joining(", ", "(" + packet, ")"));
    }

    @Override
    public List<Expr> children() {
      return arguments;
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return new Call(group, type, method, children.stream().map(Expr.class::cast).toList());
    }

    @Override
    public String feature() {
      return group + ": " + type.java();
    }
  }

  /**
   * A switch expression.
   *
   * @param labels of each arm but the last, which is the default
   * @param parts the selector, then a result for each arm
   */
  record Choice(Type type, List<List<String>> labels, List<Expr> parts) implements Expr {
    public Choice {
      labels = List.copyOf(labels);
      parts = List.copyOf(parts);
    }

    @Override
    public String java() {
      StringBuilder out = new StringBuilder("((" + type.java() + ") switch (");
      out.append(parts.get(0).java()).append(") {");
      for (int i = 0; i < labels.size(); i++) {
        String cases = String.join(", ", labels.get(i));
        out.append(" case ").append(cases).append(" -> ").append(parts.get(i + 1).java());
        out.append(';');
      }
      out.append(" default -> ").append(parts.get(parts.size() - 1).java());
      return out.append("; })").toString();
    }

    @Override
    public List<Expr> children() {
      return parts;
    }

    @Override
    public Expr withChildren(List<? extends Node> children) {
      return new Choice(type, labels, children.stream().map(Expr.class::cast).toList());
    }

    @Override
    public String feature() {
      return "switch expression: " + type.name().toLowerCase(Locale.ROOT);
    }
  }
}
