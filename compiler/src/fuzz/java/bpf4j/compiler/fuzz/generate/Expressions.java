package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.BOOLEAN;
import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Assignment;
import bpf4j.compiler.fuzz.ast.Expr.Call;
import bpf4j.compiler.fuzz.ast.Expr.Choice;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Expr.Operation;
import bpf4j.compiler.fuzz.ast.Expr.Step;
import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Method;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** Makes expressions. */
final class Expressions {
  private static final List<Long> SHIFTS =
      List.of(1L, 2L, 7L, 8L, 15L, 16L, 24L, 31L, 32L, 33L, 40L, 48L, 56L, 63L);
  private static final List<Long> MASKS =
      List.of(
          1L,
          7L,
          0x80L,
          0xffL,
          0xff00L,
          0xffffL,
          0x7fff_ffffL,
          0xffff_ffffL,
          0x1_0000_0000L,
          ~0xffL,
          ~0xffffL,
          ~0xffff_ffffL,
          0x0fff_fff0L,
          0x8000_0000L);

  private final Dice dice;
  private final Scope scope;
  private final Limits limits;
  private final List<Method> callable;
  private final MapExpressions maps;
  private final Aggregates aggregates;
  private final Kind kind;
  private final boolean hasMaps;
  private int calls;

  /**
   * Makes a maker.
   *
   * @param kind what the context is
   * @param hasMaps whether maps can be seen
   * @param shapes types that the program declares
   * @param callable methods that may be called
   * @param calls how often they may be called in all
   */
  Expressions(
      Dice dice,
      Scope scope,
      Limits limits,
      Kind kind,
      boolean hasMaps,
      Shapes shapes,
      List<Method> callable,
      int calls) {
    this.dice = dice;
    this.scope = scope;
    this.limits = limits;
    this.kind = kind;
    this.hasMaps = hasMaps;
    this.callable = callable;
    this.calls = calls;
    this.maps = new MapExpressions(dice, this);
    this.aggregates = new Aggregates(dice, scope, this, shapes);
  }

  /** An expression whose value can be assigned to a type with a cast at most. */
  Expr of(Type type, int depth) {
    return switch (type) {
      case BOOLEAN -> condition(depth);
      case LONG -> number(LONG, depth);
      default -> number(INT, depth);
    };
  }

  Kind kind() {
    return kind;
  }

  boolean hasMaps() {
    return hasMaps;
  }

  MapExpressions maps() {
    return maps;
  }

  Aggregates aggregates() {
    return aggregates;
  }

  Limits limits() {
    return limits;
  }

  /** An {@code int} or {@code long} expression. */
  Expr number(Type type, int depth) {
    limits.spend(1);
    if (depth <= 0 || limits.isExhausted()) {
      return leaf(type);
    }
    boolean isInt = type == INT;
    return switch (dice.weighted(12, 30, 8, 9, 6, 7, 9, 3, 4, 4, 4, 2, 1, 1, 10, 2)) {
      case 0 -> leaf(type);
      case 1 -> operation(isInt ? Templates.INT_OPERATORS : Templates.LONG_OPERATORS, depth);
      case 2 -> division(type, depth);
      case 3 -> conversion(type, depth);
      case 4 -> ternary(type, depth);
      case 5 -> libraryCall(type, depth);
      case 6 -> packet(type, depth);
      case 7 -> dice.of(Contexts.numbers(kind, type)).apply();
      case 8 -> hasMaps ? maps.number(type, depth) : leaf(type);
      case 9 -> call(type, depth);
      case 10 -> step(type);
      case 11 -> assignment(type, depth);
      case 12 -> choice(type, depth);
      case 14 -> {
        Expr part = limits.branch() ? aggregates.number(type) : null;
        yield part == null ? leaf(type) : part;
      }
      case 15 ->
          limits.branch()
              ? operation(isInt ? Templates.INT_LIBRARY : Templates.LONG_LIBRARY, depth)
              : leaf(type);
      default ->
          limits.branch()
              ? operation(isInt ? Templates.INT_EXACT : Templates.LONG_EXACT, depth)
              : leaf(type);
    };
  }

  /** A variable or a constant. */
  Expr leaf(Type type) {
    List<Variable> fitting =
        scope.all().stream()
            .filter(v -> v.type().isNumber() && v.type().promoted() == type)
            .toList();
    if (fitting.isEmpty() || dice.percent(20)) {
      return new Literal(type, dice.number(type));
    }
    return dice.of(fitting);
  }

  private Expr operation(List<Template> templates, int depth) {
    Template template = dice.of(templates);
    Expr[] operands = new Expr[template.operands().size()];
    for (int i = 0; i < operands.length; i++) {
      Type type = template.operands().get(i);
      boolean isLast = i > 0 && i == operands.length - 1;
      operands[i] =
          isLast && type.isNumber() && dice.percent(40)
              ? new Literal(type, constant(template, type))
              : of(type, depth - 1);
    }
    return template.apply(operands);
  }

  /** A constant operand: compilers have rules for some of them. */
  private long constant(Template template, Type type) {
    String format = template.format();
    if (format.contains("<<") || format.contains(">>")) {
      return dice.oneIn(8) ? dice.number(type) : dice.of(SHIFTS);
    } else if (format.contains("&") && dice.oneIn(2)) {
      return type.cut(dice.of(MASKS));
    }
    return dice.number(type);
  }

  private Expr division(Type type, int depth) {
    Template template = dice.of(type == INT ? Templates.INT_DIVISIONS : Templates.LONG_DIVISIONS);
    Type divisorType = template.operands().get(1);
    Expr dividend = of(template.operands().get(0), depth - 1);
    if (dice.percent(50) || !limits.branch()) {
      long constant = dice.number(divisorType);
      return template.apply(dividend, new Literal(divisorType, constant == 0 ? -1 : constant));
    }
    Expr divisor = of(divisorType, depth - 1);
    if (dice.percent(70)) {
      Template or = Template.of(null, "($0 | $1)", divisorType, divisorType, divisorType);
      divisor = or.apply(divisor, new Literal(divisorType, 1));
    }
    return template.apply(dividend, divisor);
  }

  private Expr conversion(Type type, int depth) {
    if (type == LONG) {
      return switch (dice.weighted(45, 35, 20)) {
        case 0 -> Operation.convert(number(INT, depth - 1), LONG);
        case 1 -> dice.of(Templates.UNSIGNED).apply(number(INT, depth - 1));
        default -> Operation.convert(condition(depth - 1), LONG);
      };
    }
    return switch (dice.weighted(40, 40, 20)) {
      case 0 -> Operation.convert(number(LONG, depth - 1), INT);
      case 1 -> {
        Type narrow = dice.of(List.of(Type.BYTE, Type.SHORT, Type.CHAR));
        yield Operation.convert(number(dice.percent(60) ? INT : LONG, depth - 1), narrow);
      }
      default -> limits.branch() ? Operation.convert(condition(depth - 1), INT) : leaf(INT);
    };
  }

  private Expr ternary(Type type, int depth) {
    if (!limits.branch()) {
      return leaf(type);
    }
    // The casts keep javac from typing nested calls again and again; they leave no bytecode.
    String format = "($0 ? (%1$s) $1 : (%1$s) $2)".formatted(type.java());
    return Template.of("ternary: " + type.java(), format, type, BOOLEAN, type, type)
        .apply(condition(depth - 1), number(type, depth - 1), number(type, depth - 1));
  }

  private Expr libraryCall(Type type, int depth) {
    return limits.branch()
        ? operation(type == INT ? Templates.INT_CALLS : Templates.LONG_CALLS, depth)
        : leaf(type);
  }

  private Expr packet(Type type, int depth) {
    limits.spend(4);
    if (limits.inLoop() && !limits.branch()) {
      return leaf(type);
    }
    if (dice.percent(30)) {
      return input(type);
    }
    return dice.of(type == INT ? Templates.INT_PACKET : Templates.LONG_PACKET)
        .apply(offset(depth - 1));
  }

  /** A number of the packet, at an offset where the packet has one. */
  Expr input(Type type) {
    limits.spend(4);
    int slot = type == LONG ? Long.BYTES : Integer.BYTES;
    int offset = 16 + slot * dice.below(24 / slot);
    return dice.of(type == INT ? Templates.INT_PACKET : Templates.LONG_PACKET)
        .apply(new Literal(INT, offset));
  }

  /** A packet offset, mostly inside the packet. */
  Expr offset(int depth) {
    return switch (dice.weighted(50, 25, 9, 6, 10)) {
      case 0 -> new Literal(INT, dice.oneIn(3) ? dice.below(16) : 4 * dice.below(10));
      case 1 ->
          Template.of("packet offset: computed", "($0 & $1)", INT, INT, INT)
              .apply(number(INT, depth), new Literal(INT, dice.oneIn(2) ? 7 : 15));
      case 2 ->
          Template.of("packet offset: from the end", "(packet.len() - $0)", INT, INT)
              .apply(new Literal(INT, dice.below(20)));
      case 3 -> new Literal(INT, dice.between(16, 70));
      default ->
          switch (dice.below(4)) {
            case 0 -> number(INT, depth);
            case 1 -> new Literal(INT, dice.number(INT));
            default ->
                Template.of("packet offset: sum", "(($0 & 15) + $1)", INT, INT, INT)
                    .apply(number(INT, depth), new Literal(INT, dice.between(-16, 40)));
          };
    };
  }

  private Expr call(Type type, int depth) {
    List<Method> fitting = callable.stream().filter(m -> m.result().promoted() == type).toList();
    if (fitting.isEmpty() || calls <= 0 || limits.inLoop() && !limits.branch()) {
      return leaf(type);
    }
    calls--;
    limits.spend(20);
    return call("method call", dice.of(fitting), depth);
  }

  /** A call of some method. */
  Expr call(String group, Method method, int depth) {
    List<Expr> arguments = new ArrayList<>();
    for (Variable parameter : method.parameters()) {
      arguments.add(Operation.convert(of(parameter.type(), depth - 1), parameter.type()));
    }
    return new Call(group, method.result(), method.name(), arguments);
  }

  private Expr step(Type type) {
    List<Variable> fitting =
        scope.writable().stream()
            .filter(v -> v.type().isNumber() && v.type().promoted() == type)
            .toList();
    return fitting.isEmpty()
        ? leaf(type)
        : new Step(dice.of(fitting), dice.oneIn(2) ? "++" : "--", dice.oneIn(2));
  }

  private Expr assignment(Type type, int depth) {
    List<Variable> fitting = scope.writable().stream().filter(v -> v.type() == type).toList();
    if (fitting.isEmpty()) {
      return leaf(type);
    }
    String operator = dice.of(List.of("=", "+=", "-=", "*=", "^=", "&=", "|=", "<<="));
    return new Assignment(dice.of(fitting), operator, number(type, depth - 1));
  }

  private Expr choice(Type type, int depth) {
    if (!limits.branch()) {
      return leaf(type);
    }
    List<List<String>> labels = Labels.of(dice, dice.between(1, 3), INT, dice.percent(60));
    List<Expr> parts = new ArrayList<>();
    parts.add(Template.SURELY_INT.apply(number(INT, depth - 1)));
    for (int i = 0; i <= labels.size(); i++) {
      parts.add(number(type, depth - 1));
    }
    return new Choice(type, labels, parts);
  }

  /** A boolean expression. */
  Expr condition(int depth) {
    limits.spend(2);
    if (depth <= 0 || limits.isExhausted() || limits.inLoop() && !limits.branch()) {
      List<Variable> fitting = scope.all().stream().filter(v -> v.type() == BOOLEAN).toList();
      return fitting.isEmpty() ? new Literal(BOOLEAN, dice.below(2)) : dice.of(fitting);
    }
    return switch (dice.weighted(60, 22, 5, 6, 4, 4, 6)) {
      case 0 -> operation(Templates.COMPARISONS, depth);
      case 1 -> operation(Templates.LOGIC, depth);
      case 2 -> operation(Templates.BOOLEAN_CALLS, depth);
      case 3 -> hasMaps ? maps.condition(depth) : operation(Templates.COMPARISONS, depth);
      case 4 ->
          Template.of("ternary: boolean", "($0 ? $1 : $2)", BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN)
              .apply(condition(depth - 1), condition(depth - 1), condition(depth - 1));
      case 5 -> {
        Expr part = aggregates.condition();
        yield part == null ? condition(0) : part;
      }
      default ->
          scope.boxes().isEmpty() ? condition(0) : boxCondition(dice.of(scope.boxes()), depth);
    };
  }

  private Expr boxCondition(Scope.Box box, int depth) {
    return Boxes.condition(dice, box, number(box.type(), depth - 1));
  }
}
