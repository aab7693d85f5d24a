package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;

/** Parses {@code <unqualified-name>}: what is named within a scope. */
final class UnqualifiedParser {
  private final Cpp cpp;
  private final Cursor cursor;

  UnqualifiedParser(Cpp cpp) {
    this.cpp = cpp;
    this.cursor = cpp.cursor;
  }

  /** A name within a scope, which may be null. */
  Node unqualified(NameParser.Traits traits, Node scope) {
    cursor.skip('L');
    char c = cursor.look();
    Node name;
    if (c == 'C' || (c == 'D' && cursor.look(1) >= '0' && cursor.look(1) <= '9')) {
      name = constructor(traits, scope);
    } else if (c == 'D' && cursor.look(1) == 'C') {
      name = structuredBinding();
    } else if (c == 'U') {
      name = unnamed();
    } else if (cursor.isDigit()) {
      name = source();
    } else {
      name = operator(traits);
    }
    Node tagged = tags(name);
    return scope == null ? tagged : new Names.Nested(scope, tagged);
  }

  private Node constructor(NameParser.Traits traits, Node scope) {
    if (scope == null) {
      throw new MangledNameException("a constructor without a class");
    }
    boolean isDestructor = cursor.next() == 'D';
    boolean isInherited = !isDestructor && cursor.skip('I');
    char kind = cursor.next();
    if (kind < '0' || kind > '5') {
      throw new MangledNameException("no constructor " + kind);
    }
    if (isInherited) {
      cpp.names.name(null);
    }
    if (traits != null) {
      traits.hasNoReturnType = true;
    }
    return Names.text((isDestructor ? "~" : "") + scope.baseName());
  }

  private Node structuredBinding() {
    cursor.moveTo(cursor.position() + 2);
    List<Node> names = new ArrayList<>();
    while (!cursor.skip('E')) {
      if (!names.isEmpty()) {
        names.add(Names.text(", "));
      }
      names.add(source());
    }
    names.add(0, Names.text("["));
    names.add(Names.text("]"));
    return Names.simple(names.toArray(Node[]::new));
  }

  /** {@code Ut_} and {@code Ul <types> E_}. */
  private Node unnamed() {
    cursor.next();
    if (cursor.skip('t')) {
      int number = cursor.isDigit() ? cursor.number() + 2 : 1;
      cursor.expect('_');
      return Names.text("{unnamed type#" + number + "}");
    }
    cursor.expect('l');
    boolean outer = cpp.isInLambda;
    cpp.isInLambda = true;
    cpp.types.skipTemplateHead();
    List<Node> parameters = new ArrayList<>();
    if (!cursor.skip('v')) {
      while (cursor.look() != 'E') {
        parameters.add(cpp.types.type());
      }
    }
    cpp.isInLambda = outer;
    cursor.expect('E');
    int number = cursor.isDigit() ? cursor.number() + 2 : 1;
    cursor.expect('_');
    return new Names.Lambda(parameters, number);
  }

  /** {@code <length> <identifier>}. */
  Node source() {
    String text = cursor.take(cursor.number());
    boolean isAnonymous =
        text.length() >= 10 && text.startsWith("_GLOBAL_") && text.charAt(9) == 'N';
    return Names.text(isAnonymous ? "(anonymous namespace)" : text);
  }

  private Node operator(NameParser.Traits traits) {
    if (cursor.skip("cv")) {
      Node type = cpp.types.conversionTarget();
      if (traits != null) {
        traits.hasNoReturnType = true;
      }
      return Names.phrase(Names.text("operator "), type);
    }
    if (cursor.skip("li")) {
      return Names.phrase(Names.text("operator\"\" "), source());
    }
    if (cursor.look() == 'v' && cursor.look(1) >= '0' && cursor.look(1) <= '9') {
      cursor.moveTo(cursor.position() + 2);
      return Names.phrase(Names.text("operator "), source());
    }
    String code = cursor.take(2);
    String symbol = operatorSymbol(code);
    boolean isWord = Character.isLetter(symbol.charAt(0));
    return Names.text("operator" + (isWord ? " " : "") + symbol.strip());
  }

  /** How an operator is written that is mangled as two letters. */
  static String operatorSymbol(String code) {
    return Operators.find(code)
        .orElseThrow(() -> new MangledNameException("no operator " + code))
        .symbol();
  }

  /** {@code B <tag>}, any number of times. */
  Node tags(Node name) {
    Node tagged = name;
    while (cursor.skip('B')) {
      tagged = new Names.Tagged(tagged, cursor.take(cursor.number()));
    }
    return tagged;
  }
}
