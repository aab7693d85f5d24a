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
import bpf4j.compiler.fuzz.generate.Shape.Text;
import java.util.ArrayList;
import java.util.List;

/** Makes records, objects, arrays and enum constants in local variables, and their uses. */
final class Aggregates {
  /** Bytes of arrays in one program: there are 512 of stack, and spilled values need some. */
  private static final int ARRAY_BYTES = 160;

  /** The same in one method, of which there may be many copies. */
  private static final int ARRAY_BYTES_OF_METHODS = 24;

  private static final List<String> OPERATORS = List.of("=", "=", "+=", "-=", "^=", "|=", "*=");

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Shapes shapes;
  private final Texts texts;
  private final Creations creations;
  private int arrayBytes;

  Aggregates(Dice dice, Scope scope, Expressions expressions, Shapes shapes) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.shapes = shapes;
    this.arrayBytes = expressions.hasMaps() ? ARRAY_BYTES : ARRAY_BYTES_OF_METHODS;
    this.texts = new Texts(dice, scope, expressions);
    this.creations = new Creations(dice, scope, expressions, texts);
  }

  /** A new variable. */
  void declare(String name, List<Stmt> out) {
    declare(name, shape(), out);
  }

  /** A new variable of some shape, if there is stack for it. */
  void declare(String name, Shape shape, List<Stmt> out) {
    if (expressions.limits().inLoop() && !expressions.limits().branch()) {
      return;
    }
    expressions.limits().spend(4);
    if (!affordable(shape)) {
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
    scope.add(name, shape, !(shape instanceof Array));
    if (shape instanceof Struct struct && !struct.isRecord() && dice.percent(60)) {
      declareMore(name, struct, out);
    }
  }

  /** Another object, and a second name for one of the two, which assignments may move. */
  private void declareMore(String name, Struct struct, List<Stmt> out) {
    if (expressions.limits().inLoop() || !spend(bytes(struct))) {
      return;
    }
    Pieces value = new Pieces();
    create(struct, value);
    String other = name + "b";
    String alias = name + "c";
    out.add(
        new DeclareLocal(
            feature(struct) + "new", struct.java(), other, value.format(), null, value.operands()));
    out.add(
        new DeclareLocal(
            "object of two names: new",
            struct.java(),
            alias,
            dice.oneIn(2) ? name : other,
            null,
            List.of()));
    scope.add(other, struct, false);
    scope.add(alias, struct, true);
  }

  private static String feature(Shape shape) {
    if (shape.equals(Shapes.CELL) || shape.equals(Shapes.PAIR)) {
      return "struct map value: ";
    } else if (shape instanceof Struct struct) {
      return struct.isRecord() ? "record: " : "class with fields: ";
    }
    return shape instanceof Array ? "array: " : shape instanceof Text ? "string: " : "enum: ";
  }

  private Shape shape() {
    int structs = shapes.structs().isEmpty() ? 0 : 50;
    int enums = shapes.enums().isEmpty() ? 0 : 20;
    return switch (dice.weighted(structs, enums, 30, 25)) {
      case 0 -> dice.of(shapes.structs());
      case 1 -> dice.of(shapes.enums());
      case 2 -> Shapes.array(dice);
      default -> Shape.TEXT;
    };
  }

  /** Takes the stack for a value of a shape, if there is enough left. */
  private boolean affordable(Shape shape) {
    return !(shape instanceof Struct struct && !spend(bytes(struct)))
        && !(shape instanceof Array array && !spend(array.bytes()));
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
    creations.create(shape, out);
  }

  /** Uses of strings. */
  Texts texts() {
    return texts;
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
                        || a.shape() instanceof Text
                        || a.shape() instanceof Struct s && s.isRecord())
            .toList();
    if (comparable.isEmpty() || !expressions.limits().branch()) {
      return null;
    }
    Aggregate aggregate = dice.of(comparable);
    if (aggregate.shape() instanceof Text) {
      return texts.condition(aggregate);
    }
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
    boolean whole = aggregate.assignable() && dice.percent(50);
    if (whole || isValue(aggregate.shape())) {
      if (!aggregate.assignable()) {
        return;
      }
      text.text(aggregate.name() + " = ");
      String feature = feature(aggregate.shape()) + "assignment";
      if (share(aggregate, text)) {
        feature = "object of two names: assignment";
      } else if (isKept(aggregate) || aggregate.shape() instanceof Struct s && !spend(bytes(s))) {
        return;
      } else {
        create(aggregate.shape(), text);
      }
      out.add(new Action(feature, text.format(), text.operands()));
      return;
    }
    String feature = path(aggregate, text, true);
    out.add(new Action(feature, text.format(), text.operands()));
  }

  /** Whether nothing of it can be changed. */
  private static boolean isValue(Shape shape) {
    return shape instanceof Enumeration
        || shape instanceof Text
        || shape instanceof Struct s && s.isRecord();
  }

  /** Whether an object would be kept from one turn of a loop to the next, as none may. */
  private boolean isKept(Aggregate aggregate) {
    return !isValue(aggregate.shape()) && aggregate.depth() != scope.loops().size();
  }

  /** Whether there may be another variable for the same object, and an assignment makes one. */
  private boolean share(Aggregate to, Pieces out) {
    List<Aggregate> others =
        scope.aggregates(to.shape()).stream()
            .filter(a -> !a.equals(to) && a.depth() <= to.depth())
            .toList();
    if (others.isEmpty() || isValue(to.shape()) || dice.oneIn(3)) {
      return false;
    }
    out.text(dice.of(others).name());
    return true;
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
      } else if (shape instanceof Text && !write) {
        return "string: " + texts.number(out);
      } else if (shape instanceof Enumeration || shape instanceof Text) {
        if (write) {
          out.text(" = ");
          create(shape, out);
        } else {
          out.text(".ordinal()");
        }
        return feature + (write ? shape.java() + " field =" : "ordinal");
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
