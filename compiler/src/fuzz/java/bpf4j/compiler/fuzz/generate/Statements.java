package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Expr.Operation;
import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Method;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Assign;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import bpf4j.compiler.fuzz.ast.Stmt.DataLoop;
import bpf4j.compiler.fuzz.ast.Stmt.DataLoopStyle;
import bpf4j.compiler.fuzz.ast.Stmt.Declare;
import bpf4j.compiler.fuzz.ast.Stmt.Effect;
import bpf4j.compiler.fuzz.ast.Stmt.If;
import bpf4j.compiler.fuzz.ast.Stmt.Leave;
import bpf4j.compiler.fuzz.ast.Stmt.Loop;
import bpf4j.compiler.fuzz.ast.Stmt.LoopStyle;
import bpf4j.compiler.fuzz.ast.Stmt.Switch;
import bpf4j.compiler.fuzz.ast.Stmt.SwitchStyle;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** Makes statements. */
final class Statements {
  private static final int MAX_ROUNDS = 24;
  private static final int BRANCHES_IN_LOOP = 4;

  /** What a loop of unknown length counts as. */
  private static final int DATA_ROUNDS = 4;

  /** Rounds times branches of a loop's body: the verifier may have to tell all ways apart. */
  private static final int BRANCHES_IN_ALL = 12;

  private static final List<String> NUMBER_OPERATORS =
      List.of("=", "+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", ">>>=", "/=", "%=");
  private static final List<String> BOOLEAN_OPERATORS = List.of("=", "&=", "|=", "^=");
  private static final List<Type> LOCAL_TYPES =
      List.of(
          Type.INT,
          Type.INT,
          Type.INT,
          Type.LONG,
          Type.LONG,
          Type.BYTE,
          Type.SHORT,
          Type.CHAR,
          Type.BOOLEAN);

  private static final List<Type> INPUT_TYPES =
      List.of(Type.INT, Type.INT, Type.LONG, Type.LONG, Type.BYTE, Type.SHORT, Type.CHAR);

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Limits limits;
  private final Verdicts result;
  private final Boxes boxes;
  private final StructMaps structMaps;
  private final PacketStatements packets;
  private final Dissectors dissectors;
  private int names;

  /**
   * Makes a maker.
   *
   * @param result what the method returns
   */
  Statements(Dice dice, Scope scope, Expressions expressions, Verdicts result) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.limits = expressions.limits();
    this.result = result;
    this.boxes = new Boxes(dice, scope, expressions, this);
    this.structMaps = new StructMaps(dice, scope, expressions, this);
    this.packets = new PacketStatements(dice, scope, expressions, () -> newName("o"));
    this.dissectors = new Dissectors(dice, scope, expressions, this);
  }

  /** Some statements, whose variables end with them. */
  Block block(int count, int depth) {
    return scope.inner(() -> new Block(some(count, depth)));
  }

  /** Some statements, whose variables can be seen by what comes after. */
  List<Stmt> some(int count, int depth) {
    List<Stmt> out = new ArrayList<>();
    for (int i = 0; i < count && !limits.isExhausted(); i++) {
      statement(depth, out);
    }
    return out;
  }

  private void statement(int depth, List<Stmt> out) {
    limits.spend(1);
    int nested = depth > 0 ? 1 : 0;
    int frames = expressions.kind().seesFrames() && expressions.hasMaps() ? 6 : 0;
    switch (dice.weighted(
        26,
        24,
        14 * nested,
        11 * nested,
        6 * nested,
        8,
        5,
        4 * nested,
        4,
        2,
        9,
        9,
        5,
        6,
        frames,
        2)) {
      case 0 -> out.add(declaration());
      case 1 -> out.add(assignment());
      case 2 -> branch(depth, out);
      case 3 -> loop(depth, out);
      case 4 -> choice(depth, out);
      case 5 -> out.add(expressions.hasMaps() ? expressions.maps().action(2) : assignment());
      case 6 -> leave(out);
      case 7 -> boxes.declare(depth, out);
      case 8 -> boxes.use(depth, out);
      case 9 -> effect(out);
      case 10 -> expressions.aggregates().declare(newName("o"), out);
      case 11 -> expressions.aggregates().change(out);
      case 12 -> structMaps.use(depth, out);
      case 13 -> packets.use(out);
      case 14 -> dissectors.use(depth, out);
      default -> fail(out);
    }
  }

  /** Ends the run if a condition holds. */
  private void fail(List<Stmt> out) {
    if (!limits.branch()) {
      return;
    }
    Expr condition = expressions.condition(2);
    if (dice.oneIn(2)) {
      out.add(new Stmt.Action("failure: require", "Kernel.require($0)", List.of(condition)));
    } else {
      out.add(new Leave(condition, "throw new IllegalStateException()", null));
    }
  }

  /** A name that no other variable of the method has. */
  String newName(String prefix) {
    return prefix + names++;
  }

  Declare declaration() {
    Type type = dice.of(LOCAL_TYPES);
    Variable variable = new Variable(type, "v" + names++);
    Declare out = new Declare(variable, expressions.of(type, dice.between(1, 3)));
    scope.add(variable, true);
    return out;
  }

  /** A variable whose value a method makes. */
  Declare callOf(Method method) {
    Variable variable = new Variable(method.result(), newName("v"));
    Declare out = new Declare(variable, expressions.call("large method called often", method, 2));
    scope.add(variable, true);
    return out;
  }

  /** A variable whose value comes by packet, so that no compiler knows it. */
  Declare input() {
    Type type = dice.of(INPUT_TYPES);
    Variable variable = new Variable(type, newName("v"));
    Declare out = new Declare(variable, expressions.input(type.promoted()));
    scope.add(variable, true);
    return out;
  }

  private Stmt assignment() {
    List<Variable> targets = scope.writable();
    if (targets.isEmpty()) {
      return declaration();
    }
    Variable target = dice.of(targets);
    if (target.type() == Type.BOOLEAN) {
      return new Assign(target, dice.of(BOOLEAN_OPERATORS), expressions.condition(2));
    }
    String operator = dice.of(NUMBER_OPERATORS);
    boolean divides = operator.equals("/=") || operator.equals("%=");
    if (divides && !limits.branch()) {
      operator = "+=";
    }
    Type type =
        operator.equals("=") ? target.type().promoted() : dice.oneIn(3) ? Type.LONG : Type.INT;
    return new Assign(target, operator, expressions.number(type, dice.between(0, 3)));
  }

  private void branch(int depth, List<Stmt> out) {
    if (!limits.branch()) {
      out.add(assignment());
      return;
    }
    Expr condition = expressions.condition(2);
    Block then = block(dice.between(1, 3), depth - 1);
    Block otherwise = dice.oneIn(2) ? new Block(List.of()) : block(dice.between(1, 3), depth - 1);
    out.add(new If(condition, then, otherwise));
  }

  /** A loop whose length is data: no verifier walks it to its end. */
  private void dataLoop(int depth, List<Stmt> out) {
    DataLoopStyle style = dice.of(List.of(DataLoopStyle.values()));
    String suffix = newName("");
    Expr bound = expressions.number(style.type(), 2);
    scope.loops().add("");
    Block body =
        scope.inner(
            () -> {
              scope.add(DataLoop.variable(style, suffix), false);
              return limits.inLoop(
                  DATA_ROUNDS, BRANCHES_IN_LOOP, () -> block(dice.between(1, 4), depth - 1));
            });
    scope.loops().remove(scope.loops().size() - 1);
    out.add(new DataLoop(style, suffix, bound, body));
  }

  private void loop(int depth, List<Stmt> out) {
    int most = MAX_ROUNDS / limits.rounds();
    if (most < 2) {
      out.add(assignment());
      return;
    }
    if (most >= DATA_ROUNDS && dice.oneIn(6)) {
      dataLoop(depth, out);
      return;
    }
    int rounds = Math.min(most, dice.oneIn(3) ? dice.between(1, 8) : dice.between(1, 4));
    Variable counter = new Variable(Type.INT, "i" + names++);
    String label = dice.oneIn(2) ? "loop" + names++ : "";
    Expr condition = dice.percent(25) ? expressions.condition(1) : null;
    scope.loops().add(label);
    int branches = Math.min(BRANCHES_IN_LOOP, 1 + BRANCHES_IN_ALL / (rounds * limits.rounds()));
    Block body =
        scope.inner(
            () -> {
              scope.add(counter, false);
              return limits.inLoop(rounds, branches, () -> block(dice.between(1, 4), depth - 1));
            });
    scope.loops().remove(scope.loops().size() - 1);
    out.add(
        new Loop(
            dice.of(List.of(LoopStyle.values())),
            counter,
            rounds,
            label.isEmpty() ? null : label,
            condition,
            body));
  }

  private void choice(int depth, List<Stmt> out) {
    if (!limits.branch()) {
      out.add(assignment());
      return;
    }
    List<Scope.Aggregate> enums = scope.enums();
    if (!enums.isEmpty() && dice.oneIn(2)) {
      choice(dice.of(enums), depth, out);
      return;
    }
    Type type = dice.of(List.of(Type.INT, Type.INT, Type.BYTE, Type.SHORT, Type.CHAR));
    Expr selector = expressions.number(Type.INT, 2);
    if (dice.oneIn(2)) {
      selector =
          new Operation(
              Template.of(null, "($0 & $1)", Type.INT, Type.INT, Type.INT),
              List.of(selector, new Expr.Literal(Type.INT, 7)));
    }
    selector =
        type == Type.INT ? Template.SURELY_INT.apply(selector) : Operation.convert(selector, type);
    int arms = !limits.inLoop() ? dice.between(1, 6) : limits.branch() ? dice.between(1, 3) : 1;
    boolean dense = dice.percent(60);
    List<List<String>> labels = Labels.of(dice, arms, type, dense);
    choice(dense ? "dense" : "sparse", labels, selector, depth, out);
  }

  private void choice(Scope.Aggregate constant, int depth, List<Stmt> out) {
    Shape.Enumeration type = (Shape.Enumeration) constant.shape();
    Expr selector = new Pieces().text(constant.name()).expression("enum: switch", Type.INT);
    choice("enum", Labels.among(dice, type.constants()), selector, depth, out);
  }

  private void choice(
      String kind, List<List<String>> labels, Expr selector, int depth, List<Stmt> out) {
    List<Block> blocks = new ArrayList<>();
    // A jump inside would leave the switch and not the loop.
    scope.loops().add("switch");
    for (int i = 0; i <= labels.size(); i++) {
      blocks.add(block(dice.between(0, 2), depth - 1));
    }
    scope.loops().remove(scope.loops().size() - 1);
    out.add(new Switch(dice.of(List.of(SwitchStyle.values())), kind, labels, selector, blocks));
  }

  private void leave(List<Stmt> out) {
    if (!limits.branch()) {
      return;
    }
    Expr condition = expressions.condition(1);
    List<String> loops = scope.loops();
    boolean direct = !loops.isEmpty() && !loops.get(loops.size() - 1).equals("switch");
    List<String> labels = loops.stream().filter(l -> !l.isEmpty() && !l.equals("switch")).toList();
    boolean inLoop = loops.stream().anyMatch(l -> !l.equals("switch"));
    if (inLoop && !direct && dice.oneIn(3)) {
      out.add(new Leave(condition, "continue", null));
    } else if (!labels.isEmpty() && dice.percent(65)) {
      String jump = dice.oneIn(2) ? "break " : "continue ";
      out.add(new Leave(condition, jump + dice.of(labels), null));
    } else if (direct && dice.percent(70)) {
      out.add(new Leave(condition, dice.oneIn(2) ? "break" : "continue", null));
    } else if (dice.oneIn(3)) {
      Expr value = result.isNothing() ? null : result.value(expressions.of(result.type(), 2));
      out.add(new Leave(condition, "return", value));
    }
  }

  private void effect(List<Stmt> out) {
    Expr expr =
        expressions.hasMaps() && limits.branch() && dice.oneIn(2)
            ? expressions.maps().condition(2)
            : scope.writable().stream()
                .filter(v -> v.type().isNumber())
                .findFirst()
                .<Expr>map(v -> new Expr.Step(v, dice.oneIn(2) ? "++" : "--", dice.oneIn(2)))
                .orElse(null);
    if (expr != null) {
      out.add(new Effect(expr));
    }
  }
}
