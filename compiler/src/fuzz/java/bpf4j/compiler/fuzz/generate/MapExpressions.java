package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.BOOLEAN;
import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.MapShape.Kind;
import java.util.List;

/** Makes uses of maps. */
final class MapExpressions {
  private static final int CALL_COST = 8;

  private final Dice dice;
  private final Expressions expressions;
  private final StructKeys keyed;
  private final Globals globals;

  MapExpressions(Dice dice, Expressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
    this.keyed = new StructKeys(dice, expressions);
    this.globals = new Globals(dice, expressions);
  }

  /** Uses of the map whose keys are records. */
  StructKeys keyed() {
    return keyed;
  }

  private static List<MapShape> withValue(Type type) {
    return MapShape.ALL.stream()
        .filter(map -> map.value() != null && map.value().promoted() == type)
        .toList();
  }

  /** A value read from a map. */
  Expr number(Type type, int depth) {
    expressions.limits().spend(CALL_COST);
    if (!expressions.limits().branch()) {
      return expressions.leaf(type);
    }
    switch (dice.weighted(15, 15, 8, 62)) {
      case 0 -> {
        return keyed.number(type);
      }
      case 1 -> {
        return globals.number(type);
      }
      case 2 -> {
        return expressions.aggregates().texts().lookup(type);
      }
      default -> {
        return mapped(type, depth);
      }
    }
  }

  private Expr mapped(Type type, int depth) {
    MapShape map = dice.of(withValue(type));
    if (map.isArray()) {
      String method =
          dice.oneIn(4) && map.kind() == Kind.ARRAY && map.value() == LONG
              ? "getLong"
              : map.operation("get");
      return Template.of(
              map.feature("get"),
              "((%s) %s.%s($0))".formatted(map.value().java(), map.name(), method),
              map.value(),
              INT)
          .apply(index(map, depth));
    }
    String cast = "((%s) $0)".formatted(map.key().java());
    if (dice.percent(70)) {
      String format =
          "((%s) %s.getOrDefault(%s, (%1$s) $1))".formatted(map.value().java(), map.name(), cast);
      return Template.of(map.feature("getOrDefault"), format, map.value(), map.key(), map.value())
          .apply(key(map, depth), expressions.number(type, depth - 1));
    }
    return Template.of(
            map.feature("get"),
            "((%s) %s.get(%s))".formatted(map.value().java(), map.name(), cast),
            map.value(),
            map.key())
        .apply(key(map, depth));
  }

  /** A test or change that says whether it found something. */
  Expr condition(int depth) {
    expressions.limits().spend(CALL_COST);
    if (dice.oneIn(6)) {
      return keyed.condition();
    }
    MapShape map = dice.of(MapShape.ALL.stream().filter(m -> !m.isArray()).toList());
    String cast = "(%s) $0".formatted(map.key().java());
    if (map.kind() == Kind.SET) {
      String method = dice.of(List.of("contains", "add", "remove"));
      return Template.of(
              map.feature(method), "set.%s(%s)".formatted(method, cast), BOOLEAN, map.key())
          .apply(key(map, depth));
    }
    String method = dice.of(List.of("containsKey", "remove", "putIfAbsent"));
    if (method.equals("putIfAbsent")) {
      String format = "%s.putIfAbsent(%s, (%s) $1)".formatted(map.name(), cast, map.value().java());
      return Template.of(map.feature("putIfAbsent"), format, BOOLEAN, map.key(), map.value())
          .apply(key(map, depth), expressions.number(map.value().promoted(), depth - 1));
    }
    return Template.of(
            map.feature(method),
            "%s.%s(%s)".formatted(map.name(), method, cast),
            BOOLEAN,
            map.key())
        .apply(key(map, depth));
  }

  /** A change of a map. */
  Stmt action(int depth) {
    expressions.limits().spend(CALL_COST);
    if (dice.oneIn(6)) {
      return globals.action();
    }
    MapShape map = dice.of(MapShape.ALL.stream().filter(m -> m.kind() != Kind.SET).toList());
    Expr key = map.isArray() ? index(map, depth) : key(map, depth);
    Expr value = expressions.number(map.value().promoted(), depth);
    String cast = map.isArray() ? "$0" : "(%s) $0".formatted(map.key().java());
    boolean addable = map.value() != Type.BYTE && !map.name().equals("octetTable");
    if (addable && dice.percent(40)) {
      return new Action(
          map.feature("add"), "%s.add(%s, $1)".formatted(map.name(), cast), List.of(key, value));
    }
    if (map.kind() == Kind.ARRAY && map.value() == LONG && dice.oneIn(3)) {
      return new Action(
          map.feature("putLong"),
          "%s.putLong(%s, $1)".formatted(map.name(), cast),
          List.of(key, value));
    }
    String format =
        "%s.%s(%s, (%s) $1)".formatted(map.name(), map.operation("put"), cast, map.value().java());
    return new Action(map.feature("put"), format, List.of(key, value));
  }

  /** An index of an array, mostly inside it. */
  private Expr index(MapShape map, int depth) {
    int mask = Integer.highestOneBit(map.capacity()) - 1;
    return switch (dice.weighted(45, 45, 6, 4)) {
      case 0 -> new Literal(INT, dice.below(map.capacity()));
      case 1 ->
          Template.of(null, "($0 & $1)", INT, INT, INT)
              .apply(expressions.number(INT, depth - 1), new Literal(INT, mask));
      case 2 -> new Literal(INT, dice.between(-1, map.capacity() + 1));
      default -> expressions.number(INT, depth - 1);
    };
  }

  /** A key of a hash map, one of a few in most cases, so that keys meet. */
  Expr key(MapShape map, int depth) {
    Type type = map.key();
    return switch (dice.weighted(40, 40, 20)) {
      case 0 -> new Literal(type, dice.below(3));
      case 1 ->
          Template.of(null, "($0 & $1)", type, type, type)
              .apply(expressions.number(type, depth - 1), new Literal(type, 3));
      default -> expressions.number(type, depth - 1);
    };
  }
}
