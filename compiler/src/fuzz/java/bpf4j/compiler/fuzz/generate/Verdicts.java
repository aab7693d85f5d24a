package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Operation;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;

/**
 * What a method or a program returns.
 *
 * @param type the number that it is, or is made of; null for nothing
 * @param maker what makes a verdict of the number; null if the number is returned itself
 */
record Verdicts(Type type, Template maker) {
  static Verdicts of(Type type) {
    return new Verdicts(type, null);
  }

  static Verdicts of(Kind kind) {
    return switch (kind) {
      case TAP -> of((Type) null);
      case FILTER -> of(Type.INT);
      case XDP -> new Verdicts(Type.INT, maker("xdp"));
      case TC -> new Verdicts(Type.INT, maker("tc"));
    };
  }

  private static Template maker(String method) {
    return Template.of("enum: verdict", "Library." + method + "($0)", Type.INT, Type.INT);
  }

  boolean isNothing() {
    return type == null;
  }

  /** The expression that is returned for a number. */
  Expr value(Expr number) {
    return maker == null
        ? Operation.convert(number, type)
        : maker.apply(Template.SURELY_INT.apply(number));
  }
}
