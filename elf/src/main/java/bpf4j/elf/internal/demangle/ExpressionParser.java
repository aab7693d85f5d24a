package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses {@code <expression>}. */
final class ExpressionParser {
  /** What is written after a number of a type. */
  private static final Map<Character, String> SUFFIXES =
      Map.of('i', "", 'j', "u", 'l', "l", 'm', "ul", 'x', "ll", 'y', "ull");

  private final Cpp cpp;
  private final Cursor cursor;

  ExpressionParser(Cpp cpp) {
    this.cpp = cpp;
    this.cursor = cpp.cursor;
  }

  /** An operand, in parentheses unless it is simple. */
  private static final class Operand extends Node {
    private final Node inner;

    Operand(Node inner) {
      super(inner);
      this.inner = inner;
    }

    @Override
    void left(Out out) {
      inner.printOperand(out);
    }
  }

  /** Nodes with commas. */
  private static final class Listed extends Node {
    private final List<Node> nodes;

    Listed(List<Node> nodes) {
      super(nodes);
      this.nodes = nodes;
    }

    @Override
    void left(Out out) {
      list(nodes, out);
    }
  }

  Node expression() {
    cpp.enter();
    Node expression = parse();
    cpp.leave();
    return expression;
  }

  private Node parse() {
    char c = cursor.look();
    if (c == 'L') {
      return literal();
    }
    if (c == 'T') {
      cursor.next();
      return cpp.templateParameter();
    }
    if (c == 'f' && (cursor.look(1) == 'p' || cursor.look(1) == 'L')) {
      return functionParameter();
    }
    if (cursor.isDigit()) {
      return unresolved();
    }
    String code = "" + c + cursor.look(1);
    switch (code) {
      case "sr", "on", "dn" -> {
        return unresolved();
      }
      case "gs" -> {
        cursor.moveTo(cursor.position() + 2);
        return Names.simple(Names.text("::"), expression());
      }
      default -> cursor.moveTo(cursor.position() + 2);
    }
    return switch (code) {
      case "sp" -> new Packs.Expansion(expression());
      case "sZ" -> named("sizeof...", cursor.look() == 'T' ? parameter() : functionParameter());
      case "sP" -> named("sizeof...", new Listed(arguments()));
      case "st" -> Names.phrase(Names.text("sizeof "), parenthesized(cpp.types.type()));
      case "sz" -> Names.phrase(Names.text("sizeof "), new Operand(expression()));
      case "at" -> Names.phrase(Names.text("alignof "), parenthesized(cpp.types.type()));
      case "az" -> Names.phrase(Names.text("alignof "), new Operand(expression()));
      case "ti" -> Names.phrase(Names.text("typeid "), parenthesized(cpp.types.type()));
      case "te" -> Names.phrase(Names.text("typeid "), new Operand(expression()));
      case "nx" -> Names.phrase(Names.text("noexcept"), new Operand(expression()));
      case "tr" -> Names.text("throw");
      case "tw" -> Names.phrase(Names.text("throw "), new Operand(expression()));
      case "cl" -> call();
      case "cv" -> cast();
      case "tl" -> Names.simple(cpp.types.type(), braces());
      case "il" -> braces();
      case "dc", "sc", "cc", "rc" -> namedCast(code);
      case "fl", "fr", "fL", "fR" -> fold(code);
      case "nw", "na" -> allocation(code);
      case "ad", "pp", "mm" -> prefixed(code);
      case "rq", "rQ" -> throw new MangledNameException("a requires-expression");
      default -> operator(code);
    };
  }

  private Node parameter() {
    cursor.next();
    return cpp.templateParameter();
  }

  private static Node named(String name, Node argument) {
    return Names.phrase(Names.text(name), parenthesized(argument));
  }

  private static Node parenthesized(Node inner) {
    return Names.phrase(Names.text("("), inner, Names.text(")"));
  }

  private List<Node> arguments() {
    List<Node> arguments = new ArrayList<>();
    while (!cursor.skip('E')) {
      arguments.add(cpp.names.templateArgument());
    }
    return arguments;
  }

  private List<Node> expressions(char end) {
    List<Node> expressions = new ArrayList<>();
    while (!cursor.skip(end)) {
      expressions.add(expression());
    }
    return expressions;
  }

  private Node call() {
    Node function = expression();
    return Names.phrase(new Operand(function), parenthesized(new Listed(expressions('E'))));
  }

  private Node braces() {
    return Names.simple(Names.text("{"), new Listed(expressions('E')), Names.text("}"));
  }

  private Node cast() {
    Node type = cpp.types.conversionTarget();
    if (cursor.skip('_')) {
      return Names.phrase(parenthesized(type), parenthesized(new Listed(expressions('E'))));
    }
    return Names.phrase(parenthesized(type), new Operand(expression()));
  }

  private Node namedCast(String code) {
    String name =
        switch (code) {
          case "dc" -> "dynamic_cast<";
          case "sc" -> "static_cast<";
          case "cc" -> "const_cast<";
          default -> "reinterpret_cast<";
        };
    Node type = cpp.types.type();
    return Names.phrase(Names.text(name), type, Names.text(">("), expression(), Names.text(")"));
  }

  private Node fold(String code) {
    String symbol = UnqualifiedParser.operatorSymbol(cursor.take(2));
    Node first = expression();
    return switch (code) {
      case "fl" -> Names.phrase(Names.text("(..." + symbol), new Operand(first), Names.text(")"));
      case "fr" -> Names.phrase(Names.text("("), new Operand(first), Names.text(symbol + "...)"));
      default ->
          Names.phrase(
              Names.text("("),
              new Operand(first),
              Names.text(symbol + "..." + symbol),
              new Operand(expression()),
              Names.text(")"));
    };
  }

  private Node allocation(String code) {
    List<Node> placement = expressions('_');
    Node type = cpp.types.type();
    Node start = Names.text(code.equals("nw") ? "new " : "new[] ");
    Node place = placement.isEmpty() ? Names.NONE : parenthesized(new Listed(placement));
    if (cursor.skip("pi")) {
      return Names.phrase(start, place, type, parenthesized(new Listed(expressions('E'))));
    }
    if (cursor.skip("il")) {
      return Names.phrase(start, place, type, braces());
    }
    cursor.expect('E');
    return Names.phrase(start, place, type);
  }

  /** Operators that are written before or after their operand: {@code pp_} is {@code ++x}. */
  private Node prefixed(String code) {
    String symbol = UnqualifiedParser.operatorSymbol(code);
    if (code.equals("ad")) {
      Node target = expression();
      return target instanceof Names.Encoding function && function.isPlainMember()
          ? Names.phrase(Names.text(symbol), function.name())
          : Names.phrase(Names.text(symbol), new Operand(target));
    }
    boolean isPrefix = cursor.skip('_');
    Node operand = new Operand(expression());
    return isPrefix
        ? Names.phrase(Names.text(symbol), operand)
        : Names.phrase(operand, Names.text(symbol));
  }

  private Node operator(String code) {
    Operators operator =
        Operators.find(code)
            .filter(found -> found.operands() > 0)
            .orElseThrow(() -> new MangledNameException("no expression " + code));
    String symbol = operator.symbol();
    if (operator.operands() == 1) {
      String spaced = Character.isLetter(symbol.charAt(0)) ? symbol.strip() + " " : symbol;
      return Names.phrase(Names.text(spaced), new Operand(expression()));
    }
    Node first = expression();
    if (code.equals("dt") || code.equals("pt")) {
      return Names.phrase(new Operand(first), Names.text(symbol), new Operand(member()));
    }
    Node second = expression();
    if (code.equals("ix")) {
      return Names.phrase(new Operand(first), Names.text("["), second, Names.text("]"));
    }
    if (operator.operands() == 3) {
      return Names.phrase(
          new Operand(first),
          Names.text("?"),
          new Operand(second),
          Names.text(" : "),
          new Operand(expression()));
    }
    Node binary = Names.phrase(new Operand(first), Names.text(symbol), new Operand(second));
    // In template arguments it would end them.
    return code.equals("gt") ? parenthesized(binary) : binary;
  }

  private Node member() {
    return unresolved();
  }

  private Node functionParameter() {
    cursor.next();
    if (cursor.skip("pT")) {
      return Names.text("this");
    }
    if (cursor.skip('L')) {
      cursor.number();
    }
    cursor.expect('p');
    cpp.names.qualifiers();
    int number = cursor.isDigit() ? cursor.number() + 2 : 1;
    cursor.expect('_');
    return Names.text("{parm#" + number + "}");
  }

  /** A name that depends on template parameters. */
  private Node unresolved() {
    if (cursor.skip("gs")) {
      return Names.simple(Names.text("::"), unresolved());
    }
    if (!cursor.skip("sr")) {
      return baseName();
    }
    Node scope;
    if (cursor.skip('N')) {
      scope = cpp.types.type();
      while (!cursor.skip('E')) {
        scope = new Names.Nested(scope, simpleId());
      }
    } else if (cursor.isDigit()) {
      scope = simpleId();
      while (!cursor.skip('E')) {
        scope = new Names.Nested(scope, simpleId());
      }
    } else {
      scope = cpp.types.type();
    }
    return new Names.Nested(scope, baseName());
  }

  private Node simpleId() {
    Node name = cpp.unqualified.source();
    return withArguments(name);
  }

  private Node withArguments(Node name) {
    return cursor.look() == 'I'
        ? new Names.Templated(name, cpp.names.templateArguments(false))
        : name;
  }

  private Node baseName() {
    if (cursor.isDigit()) {
      return simpleId();
    }
    if (cursor.skip("dn")) {
      return Names.simple(Names.text("~"), cursor.isDigit() ? simpleId() : cpp.types.type());
    }
    boolean isOperator = cursor.skip("on");
    if (!isOperator && Operators.find("" + cursor.look() + cursor.look(1)).isEmpty()) {
      return Names.simple(expression());
    }
    String symbol = UnqualifiedParser.operatorSymbol(cursor.take(2));
    boolean isWord = Character.isLetter(symbol.charAt(0));
    return withArguments(Names.text("operator" + (isWord ? " " : "") + symbol));
  }

  /** {@code L <type> <value> E}, or {@code L_Z <encoding> E} for a function. */
  Node literal() {
    cursor.expect('L');
    if (cursor.skip("_Z") || cursor.skip("Z")) {
      Node function = cpp.encodings.encoding(true);
      cursor.expect('E');
      return function;
    }
    char kind = cursor.look();
    if (kind == 'b' && (cursor.look(1) == '0' || cursor.look(1) == '1') && cursor.look(2) == 'E') {
      String text = cursor.take(3);
      return Names.phrase(Names.text(text.charAt(1) == '1' ? "true" : "false"));
    }
    Node type = cpp.types.type();
    boolean isNegative = cursor.skip('n');
    int start = cursor.position();
    while (cursor.look() != 'E') {
      cursor.next();
    }
    String value = (isNegative ? "-" : "") + cursor.from(start);
    cursor.expect('E');
    Optional<String> suffix = Optional.ofNullable(SUFFIXES.get(kind));
    if (suffix.isPresent()) {
      return Names.phrase(Names.text(value + suffix.get()));
    }
    boolean isFloating = "fdeg".indexOf(kind) >= 0;
    return Names.phrase(
        Names.text("("), type, Names.text(")"), Names.text(isFloating ? "[" + value + "]" : value));
  }
}
