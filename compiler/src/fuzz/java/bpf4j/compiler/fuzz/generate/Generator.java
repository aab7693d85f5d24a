package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Expr.Operation;
import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Method;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Action;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import bpf4j.compiler.fuzz.ast.Stmt.Declare;
import bpf4j.compiler.fuzz.ast.Stmt.Return;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes programs from numbers: the same seed and index always give the same program. */
public final class Generator {
  private static final int PROGRAM_WORK = 420;
  private static final int METHOD_WORK = 60;
  private static final int LARGE_METHOD_WORK = 300;
  private static final int CALLS = 4;
  private static final int CALLS_OF_LARGE_METHODS = 8;
  private static final int DEPTH = 3;
  private static final List<Type> PARAMETERS =
      List.of(Type.INT, Type.INT, Type.LONG, Type.BYTE, Type.SHORT, Type.CHAR, Type.BOOLEAN);
  private static final List<Kind> KINDS =
      List.of(
          Kind.FILTER, Kind.TAP, Kind.XDP, Kind.FILTER, Kind.TC, Kind.TAP, Kind.XDP, Kind.FILTER);

  /** Declarations of all maps that there are, by name. */
  private static final Map<String, String> MAPS = maps();

  private Generator() {}

  /** The names of the maps that a program mentions. */
  public static List<String> usedMaps(Program program) {
    Set<String> words = words(program.code());
    return MAPS.keySet().stream().filter(words::contains).toList();
  }

  /** Declarations of maps that a program captures, from a variable {@code environment}. */
  public static List<String> mapDeclarations(List<String> names) {
    return names.stream().map(MAPS::get).toList();
  }

  private static Map<String, String> maps() {
    Map<String, String> out = new LinkedHashMap<>();
    MapShape.ALL.forEach(map -> out.put(map.name(), map.declaration()));
    declare(out, "BpfHash<Key, Integer>", "keyed");
    declare(out, "BpfHash<Integer, Pair>", "pairs");
    declare(out, "BpfHash<Integer, Cell>", "cells");
    declare(out, "BpfArray<Cell>", "cellArray");
    declare(out, "BpfHash<String, Long>", "names");
    declare(out, "BpfHash<Integer, Label>", "labels");
    declare(out, "BpfGlobal<Long>", "sum");
    declare(out, "BpfGlobal<Integer>", "level");
    declare(out, "BpfGlobal<Cell>", "shared");
    out.put(MapShape.RESULTS.name(), MapShape.RESULTS.declaration());
    return out;
  }

  private static void declare(Map<String, String> to, String type, String name) {
    to.put(name, "%s %s = environment.%s;".formatted(type, name, name));
  }

  private static Set<String> words(String code) {
    return new HashSet<>(List.of(code.split("\\W+")));
  }

  private static Kind kind(long index) {
    return KINDS.get((int) (index % KINDS.size()));
  }

  /** A program. */
  public static Program program(long seed, long index) {
    Dice dice = new Dice(mix(seed, index));
    Kind kind = kind(index);
    Shapes shapes = Shapes.of(dice);
    boolean large = dice.oneIn(30);
    List<Method> methods = new ArrayList<>();
    for (int i = large ? 1 : dice.weighted(50, 30, 20); i > 0; i--) {
      methods.add(method(dice, kind, shapes, methods, large));
    }
    List<Variable> captured = new ArrayList<>();
    List<Literal> values = new ArrayList<>();
    Scope scope = new Scope();
    for (int i = dice.weighted(40, 40, 20); i > 0; i--) {
      Type type = dice.of(PARAMETERS);
      Variable variable = new Variable(type, "c" + i);
      captured.add(variable);
      values.add(new Literal(type, dice.number(type)));
      scope.add(variable, false);
    }
    Limits limits = new Limits(PROGRAM_WORK);
    Expressions expressions =
        new Expressions(dice, scope, limits, kind, true, shapes, methods, CALLS);
    Statements statements = new Statements(dice, scope, expressions, Verdicts.of(kind));
    List<Stmt> body = new ArrayList<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      body.add(dice.percent(75) ? statements.input() : statements.declaration());
    }
    if (large) {
      for (int i = 0; i < CALLS_OF_LARGE_METHODS; i++) {
        body.add(statements.callOf(methods.get(0)));
      }
    }
    body.addAll(statements.some(dice.between(2, 9), DEPTH));
    if (kind == Kind.FILTER) {
      body.add(new Return(digest(scope.writable(), body)));
    } else {
      deliver(scope.writable(), body);
      if (kind != Kind.TAP) {
        body.add(new Return(Verdicts.of(kind).value(expressions.leaf(Type.INT))));
      }
    }
    Program program = new Program(kind, List.of(), captured, values, methods, new Block(body));
    return program.withTypes(shapes.declarations(words(program.code())));
  }

  /** Packets to run a program on. */
  public static List<byte[]> packets(long seed, long index, int count) {
    return new Packets(new Dice(mix(~seed, index)), kind(index)).some(count);
  }

  /**
   * A method.
   *
   * @param large whether copies of it would be most of a program that calls it often
   */
  private static Method method(
      Dice dice, Kind kind, Shapes shapes, List<Method> callable, boolean large) {
    Scope scope = new Scope();
    List<Variable> parameters = new ArrayList<>();
    for (int i = dice.below(4); i > 0; i--) {
      Variable parameter = new Variable(dice.of(PARAMETERS), "p" + i);
      parameters.add(parameter);
      scope.add(parameter, true);
    }
    Type result = dice.of(PARAMETERS);
    Limits limits = new Limits(large ? LARGE_METHOD_WORK : METHOD_WORK);
    Expressions expressions =
        new Expressions(dice, scope, limits, kind, false, shapes, callable, 1);
    Statements statements = new Statements(dice, scope, expressions, Verdicts.of(result));
    List<Stmt> body =
        new ArrayList<>(
            large ? statements.some(dice.between(8, 16), 1) : statements.some(dice.below(4), 1));
    Expr value = large ? digest(scope.writable(), body) : expressions.of(result, 2);
    body.add(new Return(Operation.convert(value, result)));
    return new Method(
        "h" + callable.size(),
        dice.oneIn(2) ? "private " : "",
        result,
        parameters,
        new Block(body));
  }

  /** Puts all variables into the map for results. */
  private static void deliver(List<Variable> variables, List<Stmt> out) {
    int slots = MapShape.RESULTS.capacity() - 1;
    for (int i = 0; i < Math.min(variables.size(), slots); i++) {
      Expr value = Operation.convert(variables.get(i), Type.LONG);
      out.add(
          new Action(
              MapShape.RESULTS.feature("put"), "results.put($0, $1)", List.of(index(i), value)));
    }
    // Tells a run that has come here from one that has failed with the same results before.
    out.add(
        new Action(
            MapShape.RESULTS.feature("add"),
            "results.add($0, $1)",
            List.of(index(slots), new Literal(Type.LONG, 1))));
  }

  private static Literal index(int i) {
    return new Literal(Type.INT, i);
  }

  /** One number that depends on all variables. */
  private static Expr digest(List<Variable> variables, List<Stmt> out) {
    Variable sum = new Variable(Type.LONG, "digest");
    Template step = Template.of(null, "($0 * 31 + $1)", Type.LONG, Type.LONG, Type.LONG);
    Expr value = new Literal(Type.LONG, 17);
    for (Variable variable : variables) {
      value = step.apply(value, variable);
    }
    out.add(new Declare(sum, value));
    return Template.of(null, "((int) ($0 ^ ($0 >>> 32)))", Type.INT, Type.LONG).apply(sum);
  }

  private static long mix(long seed, long index) {
    long z = seed + (index + 1) * 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }
}
