package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Scope.Aggregate;
import bpf4j.compiler.fuzz.generate.Shape.Array;
import java.util.List;
import java.util.function.Supplier;

/** Makes statements that copy from packets, and change them and their contexts. */
final class PacketStatements {
  private static final List<String> INT_WRITES = List.of("setU8", "setU16", "setI32");
  private static final List<String> LONG_WRITES = List.of("setU48", "setI64");

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Kind kind;
  private final Supplier<String> name;

  /**
   * Makes a maker.
   *
   * @param name gives a name that no other variable has
   */
  PacketStatements(Dice dice, Scope scope, Expressions expressions, Supplier<String> name) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.kind = expressions.kind();
    this.name = name;
  }

  /** Some statement; none where there is nothing that could be done. */
  void use(List<Stmt> out) {
    Limits limits = expressions.limits();
    limits.spend(8);
    if (limits.inLoop() && !limits.branch()) {
      return;
    }
    List<Template> changes = Contexts.changes(kind);
    if (!changes.isEmpty() && dice.oneIn(4)) {
      Template change = dice.of(changes);
      out.add(
          new Action(
              change.feature(),
              change.format(),
              List.of(Template.SURELY_INT.apply(expressions.number(INT, 2)))));
    } else if (kind == Kind.XDP && dice.oneIn(4)) {
      resize(out);
    } else if (kind.writesPackets() && dice.percent(75)) {
      write(out);
    } else {
      loadBytes(out);
    }
  }

  private void write(List<Stmt> out) {
    Type type = dice.percent(60) ? INT : LONG;
    String method = dice.of(type == INT ? INT_WRITES : LONG_WRITES);
    Pieces text = new Pieces().text("packet." + method + "(");
    text.value(expressions.offset(1), INT).text(", ").value(expressions.number(type, 2), type);
    out.add(new Action("packet write: " + method, text.text(")").format(), text.operands()));
  }

  private void loadBytes(List<Stmt> out) {
    List<Aggregate> arrays = byteArrays();
    if (arrays.isEmpty()) {
      expressions.aggregates().declare(name.get(), Shapes.bytes(dice), out);
      arrays = byteArrays();
    }
    if (arrays.isEmpty()) {
      return;
    }
    Pieces text = new Pieces().text("packet.loadBytes(").value(expressions.offset(1), INT);
    text.text(", " + dice.of(arrays).name() + ")");
    out.add(new Action("packet bytes: loadBytes", text.format(), text.operands()));
  }

  private List<Aggregate> byteArrays() {
    return scope.aggregates().stream()
        .filter(a -> a.shape() instanceof Array array && array.element() == Type.BYTE)
        .toList();
  }

  /** A frame with other ends. Bytes that come in at the front are not the same on both machines. */
  private void resize(List<Stmt> out) {
    Pieces text = new Pieces();
    if (dice.oneIn(2)) {
      text.text("packet.adjustHead((").value(expressions.number(INT, 1), INT).text(") & 7)");
    } else {
      text.text("packet.adjustTail((").value(expressions.number(INT, 1), INT).text(") % 20)");
    }
    out.add(new Action("packet resized: ends", text.format(), text.operands()));
  }
}
