package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Operation;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** Java text in the making, with expressions in it. */
final class Pieces {
  private final StringBuilder format = new StringBuilder();
  private final List<Expr> operands = new ArrayList<>();

  Pieces text(String text) {
    format.append(text);
    return this;
  }

  /** An expression, cast to a type if it has another. */
  Pieces value(Expr expr, Type type) {
    Expr converted =
        expr.type().isNumber() == type.isNumber() ? expr : Operation.convert(expr, type);
    boolean cast = type.isNumber() && type != Type.INT;
    format.append(cast ? "(%s) $".formatted(type.java()) : "$").append(operands.size());
    operands.add(type == Type.INT ? Template.SURELY_INT.apply(converted) : converted);
    return this;
  }

  String format() {
    return format.toString();
  }

  List<Expr> operands() {
    return List.copyOf(operands);
  }

  /** The text as an expression of a type. */
  Expr expression(String feature, Type type) {
    List<Type> types = operands.stream().map(Expr::type).toList();
    return new Operation(new Template(feature, format.toString(), type, types), operands);
  }
}
