package bpf4j.compiler.fuzz.ast;

import bpf4j.compiler.fuzz.ast.Expr.Operation;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How an operation is written.
 *
 * @param feature its group in the histogram and what it is there, with a colon between; null to
 *     leave it out
 * @param format the Java text with {@code $0}, {@code $1} … for operands; must be a primary
 *     expression
 * @param result its type
 * @param operands the operands' types
 */
public record Template(String feature, String format, Type result, List<Type> operands) {
  private static final ConcurrentHashMap<Type, List<Template>> CONVERSIONS =
      new ConcurrentHashMap<>();

  public Template {
    operands = List.copyOf(operands);
  }

  public static Template of(String feature, String format, Type result, Type... operands) {
    return new Template(feature, format, result, List.of(operands));
  }

  /**
   * A cast to int of what is one already by its tree's type: Java takes {@code c ? aByte : 1} for a
   * byte.
   */
  public static final Template SURELY_INT = of(null, "((int) $0)", Type.INT, Type.INT);

  /** A cast; between numbers and booleans, a comparison or a ternary. */
  public static Template conversion(Type from, Type to) {
    return CONVERSIONS
        .computeIfAbsent(
            from, type -> List.of(Type.values()).stream().map(t -> make(type, t)).toList())
        .get(to.ordinal());
  }

  private static Template make(Type from, Type to) {
    if (to == Type.BOOLEAN) {
      return of(null, "($0 != 0)", to, from);
    } else if (from == Type.BOOLEAN) {
      return of(null, "((%s) ($0 ? 1 : 0))".formatted(to.java()), to, from);
    }
    String feature = "conversion: (%s) %s".formatted(to.java(), from.promoted().java());
    return of(feature, "((%s) $0)".formatted(to.java()), to, from);
  }

  String print(List<Expr> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '$') {
        int end = i + 1;
        while (end < format.length() && Character.isDigit(format.charAt(end))) {
          end++;
        }
        out.append(values.get(Integer.parseInt(format.substring(i + 1, end))).java());
        i = end - 1;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The operation on operands, converted where they have other types than this one's. */
  public Expr apply(Expr... values) {
    Expr[] converted = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i].type().promoted() != operands.get(i).promoted()) {
        converted[i] = Operation.convert(values[i], operands.get(i));
      }
    }
    return new Operation(this, List.of(converted));
  }
}
