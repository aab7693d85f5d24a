package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Scope.Aggregate;
import bpf4j.compiler.fuzz.generate.Shape.Array;
import bpf4j.compiler.fuzz.generate.Shape.Enumeration;
import bpf4j.compiler.fuzz.generate.Shape.Member;
import bpf4j.compiler.fuzz.generate.Shape.Plain;
import bpf4j.compiler.fuzz.generate.Shape.Struct;
import bpf4j.compiler.fuzz.generate.Shape.Text;
import java.util.List;

/** Makes expressions for new values of all shapes. */
final class Creations {
  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Texts texts;

  Creations(Dice dice, Scope scope, Expressions expressions, Texts texts) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.texts = texts;
  }

  /** An expression for a new value, or sometimes an old one. */
  void create(Shape shape, Pieces out) {
    List<Aggregate> same = scope.aggregates(shape);
    boolean shareable = shape instanceof Enumeration || shape instanceof Struct s && s.isRecord();
    if (shareable && !same.isEmpty() && dice.percent(25)) {
      out.text(dice.of(same).name());
    } else if (shape instanceof Plain plain) {
      out.value(expressions.of(plain.type(), 1), plain.type());
    } else if (shape instanceof Enumeration e) {
      if (dice.oneIn(2)) {
        out.text(e.name() + "." + dice.of(e.constants()));
      } else {
        out.text(e.name() + ".of(").value(expressions.number(Type.INT, 1), Type.INT).text(")");
      }
    } else if (shape instanceof Text) {
      texts.create(out);
    } else if (shape instanceof Array array) {
      create(array, out);
    } else {
      create((Struct) shape, out);
    }
  }

  private void create(Array array, Pieces out) {
    out.text("new " + array.element().java() + "[");
    if (array.length() > 4 || dice.oneIn(2)) {
      out.text(array.length() + "]");
      return;
    }
    out.text("] {");
    for (int i = 0; i < array.length(); i++) {
      out.text(i == 0 ? "" : ", ").value(expressions.of(array.element(), 1), array.element());
    }
    out.text("}");
  }

  private void create(Struct struct, Pieces out) {
    out.text("new " + struct.name() + "(");
    boolean empty = !struct.isRecord() && dice.oneIn(3);
    List<Member> members = empty ? List.of() : struct.constructed();
    for (int i = 0; i < members.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      create(members.get(i).shape(), out);
    }
    out.text(")");
  }
}
