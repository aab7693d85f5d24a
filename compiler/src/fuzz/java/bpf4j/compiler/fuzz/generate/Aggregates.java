package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Stmt.DeclareLocal;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Scope.Aggregate;
import bpf4j.compiler.fuzz.generate.Shape.Array;
import bpf4j.compiler.fuzz.generate.Shape.Atomic;
import bpf4j.compiler.fuzz.generate.Shape.Enumeration;
import bpf4j.compiler.fuzz.generate.Shape.Member;
import bpf4j.compiler.fuzz.generate.Shape.Plain;
import bpf4j.compiler.fuzz.generate.Shape.Struct;
import java.util.ArrayList;
import java.util.List;

/** Makes records, objects, arrays and enum constants in local variables, and their uses. */
final class Aggregates {
  /** Bytes of arrays in one program: there are 512 of stack, and spilled values need some. */
  private static final int ARRAY_BYTES = 160;

  private static final List<String> OPERATORS = List.of("=", "=", "+=", "-=", "^=", "|=", "*=");

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Shapes shapes;
  private int arrayBytes = ARRAY_BYTES;

  Aggregates(Dice dice, Scope scope, Expressions expressions, Shapes shapes) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.shapes = shapes;
  }

  /** A new variable. */
  void declare(String name, List<Stmt> out) {
    if (expressions.limits().inLoop() && !expressions.limits().branch()) {
      return;
    }
    expressions.limits().spend(4);
    Shape shape = shape();
    if (shape == null) {
      return;
    }
    Pieces value = new Pieces();
    if (shape instanceof Struct && expressions.limits().branch() && dice.oneIn(6)) {
      value.value(expressions.condition(1), Type.BOOLEAN).text(" ? ");
      create(shape, value);
      value.text(" : ");
    }
    create(shape, value);
    out.add(
        new DeclareLocal(
            feature(shape) + "new", shape.java(), name, value.format(), null, value.operands()));
    scope.add(new Aggregate(name, shape, !(shape instanceof Array)));
  }

  private static String feature(Shape shape) {
    if (shape.equals(Shapes.CELL) || shape.equals(Shapes.PAIR)) {
      return "struct map value: ";
    } else if (shape instanceof Struct struct) {
      return struct.isRecord() ? "record: " : "class with fields: ";
    }
    return shape instanceof Array ? "array: " : "enum: ";
  }

  private Shape shape() {
    int structs = shapes.structs().isEmpty() ? 0 : 50;
    int enums = shapes.enums().isEmpty() ? 0 : 20;
    return switch (dice.weighted(structs, enums, 30)) {
      case 0 -> {
        Struct struct = dice.of(shapes.structs());
        yield affordable(struct, bytes(struct));
      }
      case 1 -> dice.of(shapes.enums());
      default -> {
        Array array = Shapes.array(dice);
        yield affordable(array, array.bytes());
      }
    };
  }

  /** A shape if there is stack left for it; null if not. */
  private Shape affordable(Shape shape, int bytes) {
    return spend(bytes) ? shape : null;
  }

  private static int bytes(Struct struct) {
    return struct.members().stream()
        .mapToInt(m -> m.shape() instanceof Array array ? array.bytes() : 0)
        .sum();
  }

  private boolean spend(int bytes) {
    if (bytes > arrayBytes) {
      return false;
    }
    arrayBytes -= bytes;
    return true;
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

  /** A number read from a variable; null if there is none. */
  Expr number(Type type) {
    if (scope.aggregates().isEmpty()) {
      return null;
    }
    Aggregate aggregate = dice.of(scope.aggregates());
    if (aggregate.shape() instanceof Struct s && !s.equals(Shapes.CELL) && dice.oneIn(3)) {
      return new Pieces()
          .text("((%s) %s.mix())".formatted(type.java(), aggregate.name()))
          .expression("method of an object: mix", type);
    }
    Pieces out = new Pieces().text("((%s) (".formatted(type.java()));
    String feature = path(aggregate, out, false);
    return out.text("))").expression(feature, type);
  }

  /** A condition on a variable; null if there is none. */
  Expr condition() {
    List<Aggregate> comparable =
        scope.aggregates().stream()
            .filter(
                a ->
                    a.shape() instanceof Enumeration
                        || a.shape() instanceof Struct s && s.isRecord())
            .toList();
    if (comparable.isEmpty() || !expressions.limits().branch()) {
      return null;
    }
    Aggregate aggregate = dice.of(comparable);
    Pieces out = new Pieces();
    if (aggregate.shape() instanceof Enumeration) {
      out.text("(" + aggregate.name() + (dice.oneIn(2) ? " == " : " != "));
      create(aggregate.shape(), out);
      return out.text(")").expression("enum: ==", Type.BOOLEAN);
    }
    out.text(aggregate.name() + ".equals(");
    create(aggregate.shape(), out);
    return out.text(")").expression("record: equals", Type.BOOLEAN);
  }

  /** A change of a variable or of what it refers to. */
  void change(List<Stmt> out) {
    if (scope.aggregates().isEmpty() || !expressions.limits().branch()) {
      return;
    }
    change(dice.below(scope.aggregates().size()), out);
  }

  /** A change of the variable with some number, or of what it refers to. */
  void change(int number, List<Stmt> out) {
    expressions.limits().spend(4);
    Aggregate aggregate = scope.aggregates().get(number);
    Pieces text = new Pieces();
    boolean whole = aggregate.assignable() && dice.percent(40);
    if (whole || aggregate.shape() instanceof Enumeration || isRecord(aggregate.shape())) {
      if (!aggregate.assignable() || aggregate.shape() instanceof Struct s && !spend(bytes(s))) {
        return;
      }
      text.text(aggregate.name() + " = ");
      create(aggregate.shape(), text);
      out.add(
          new Action(feature(aggregate.shape()) + "assignment", text.format(), text.operands()));
      return;
    }
    String feature = path(aggregate, text, true);
    out.add(new Action(feature, text.format(), text.operands()));
  }

  private static boolean isRecord(Shape shape) {
    return shape instanceof Struct s && s.isRecord();
  }

  /**
   * The text of some part.
   *
   * @param write whether the part is assigned; else it is read
   * @return the feature
   */
  private String path(Aggregate aggregate, Pieces out, boolean write) {
    Shape shape = aggregate.shape();
    String feature = feature(shape);
    out.text(aggregate.name());
    while (true) {
      if (shape instanceof Struct struct) {
        if (write && struct.isRecord()) {
          out.text(" = ");
          create(struct, out);
          return feature + "record field =";
        }
        Member member = dice.of(struct.members());
        out.text(struct.reading(member));
        shape = member.shape();
      } else if (shape instanceof Array array) {
        return feature + element(array, out, write);
      } else if (shape instanceof Enumeration) {
        if (write) {
          out.text(" = ");
          create(shape, out);
        } else {
          out.text(".ordinal()");
        }
        return feature + (write ? "enum field =" : "ordinal");
      } else if (shape instanceof Atomic atomic) {
        return atomic(atomic, out, write);
      } else {
        Type type = ((Plain) shape).type();
        if (write) {
          assign(type, out);
        } else if (type == Type.BOOLEAN) {
          out.text(" ? 1 : 0");
        }
        return feature + (write ? "field = " : "field ") + type.java();
      }
    }
  }

  private void assign(Type type, Pieces out) {
    String operator = type == Type.BOOLEAN ? "=" : dice.of(OPERATORS);
    out.text(" " + operator + " ").value(expressions.of(type, 2), type);
  }

  private String element(Array array, Pieces out, boolean write) {
    if (!write && (array.element() == Type.BOOLEAN || dice.oneIn(8))) {
      out.text(".length");
      return "array length";
    }
    boolean constant = dice.percent(40);
    Expr index =
        constant ? new Literal(Type.INT, dice.below(array.length())) : variableIndex(array);
    out.text("[").value(index, Type.INT).text("]");
    if (write) {
      assign(array.element(), out);
    }
    return (constant ? "element at a constant" : "element at a variable") + (write ? " =" : "");
  }

  private Expr variableIndex(Array array) {
    int mask = Integer.highestOneBit(array.length()) - 1;
    Expr any = expressions.number(Type.INT, 1);
    return switch (dice.weighted(75, 15, 10)) {
      case 0 ->
          Template.of(null, "($0 & $1)", Type.INT, Type.INT, Type.INT)
              .apply(any, new Literal(Type.INT, mask));
      case 1 ->
          Template.of(null, "Integer.remainderUnsigned($0, $1)", Type.INT, Type.INT, Type.INT)
              .apply(any, new Literal(Type.INT, array.length()));
      default -> any;
    };
  }

  private String atomic(Atomic atomic, Pieces out, boolean write) {
    Type type = atomic.type();
    List<String> methods = new ArrayList<>(List.of("addAndGet", "getAndAdd"));
    methods.addAll(write ? List.of("set", "lazySet") : List.of("getAndSet", "get"));
    String method = dice.of(methods);
    if (method.equals("lazySet")) {
      method = "incrementAndGet";
    } else if (!write && dice.oneIn(2)) {
      method = dice.of(List.of("get", "incrementAndGet", "getAndIncrement", "decrementAndGet"));
    }
    out.text("." + method + "(");
    if (!method.contains("crement") && !method.equals("get")) {
      out.value(expressions.number(type, 1), type);
    }
    out.text(")");
    return "atomics: " + method;
  }
}
