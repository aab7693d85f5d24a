package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses {@code <type>}. */
final class TypeParser {
  private static final Map<Character, String> BUILTIN =
      Map.ofEntries(
          Map.entry('v', "void"),
          Map.entry('w', "wchar_t"),
          Map.entry('b', "bool"),
          Map.entry('c', "char"),
          Map.entry('a', "signed char"),
          Map.entry('h', "unsigned char"),
          Map.entry('s', "short"),
          Map.entry('t', "unsigned short"),
          Map.entry('i', "int"),
          Map.entry('j', "unsigned int"),
          Map.entry('l', "long"),
          Map.entry('m', "unsigned long"),
          Map.entry('x', "long long"),
          Map.entry('y', "unsigned long long"),
          Map.entry('n', "__int128"),
          Map.entry('o', "unsigned __int128"),
          Map.entry('f', "float"),
          Map.entry('d', "double"),
          Map.entry('e', "long double"),
          Map.entry('g', "__float128"),
          Map.entry('z', "..."));

  /** Those that begin with {@code D}. */
  private static final Map<Character, String> MORE =
      Map.of(
          'd', "decimal64",
          'e', "decimal128",
          'f', "decimal32",
          'h', "half",
          'i', "char32_t",
          's', "char16_t",
          'u', "char8_t",
          'a', "auto",
          'c', "decltype(auto)",
          'n', "decltype(nullptr)");

  private final Cpp cpp;
  private final Cursor cursor;

  TypeParser(Cpp cpp) {
    this.cpp = cpp;
    this.cursor = cpp.cursor;
  }

  Node type() {
    cpp.enter();
    Node type = parse(true);
    cpp.leave();
    return type;
  }

  /** The type of a conversion operator: template arguments after it are the operator's. */
  Node conversionTarget() {
    cpp.enter();
    Node type = parse(false);
    cpp.leave();
    return type;
  }

  private Node parse(boolean takesArguments) {
    char c = cursor.look();
    String builtin = BUILTIN.get(c);
    if (builtin != null) {
      cursor.next();
      return Names.text(builtin);
    }
    return switch (c) {
      case 'r', 'V', 'K' -> qualified();
      case 'U' -> cpp.remember(vendorQualified());
      case 'P', 'R', 'O', 'C', 'G' -> {
        cursor.next();
        Node inner = type();
        yield cpp.remember(
            switch (c) {
              case 'P' -> new Types.Pointer(inner, "*");
              case 'R' -> new Types.ReferenceTo(inner, false);
              case 'O' -> new Types.ReferenceTo(inner, true);
              case 'C' -> new Types.Qualified(inner, " _Complex");
              default -> new Types.Qualified(inner, " _Imaginary");
            });
      }
      case 'F' -> cpp.remember(function(""));
      case 'A' -> cpp.remember(array());
      case 'M' -> {
        cursor.next();
        Node owner = type();
        yield cpp.remember(new Types.MemberPointer(owner, type()));
      }
      case 'T' -> templateParameter(takesArguments);
      case 'D' -> moreTypes();
      case 'S' -> substituted(takesArguments);
      case 'u' -> {
        cursor.next();
        Node name = cpp.unqualified.source();
        if (cursor.look() == 'I') {
          name = new Names.Templated(name, cpp.names.templateArguments(false));
        }
        yield cpp.remember(name);
      }
      default -> cpp.remember(cpp.names.name(null));
    };
  }

  private Node qualified() {
    String qualifiers = cpp.names.qualifiers();
    if (cursor.look() == 'F' || isFunctionAhead()) {
      return cpp.remember(function(qualifiers));
    }
    return cpp.remember(new Types.Qualified(type(), qualifiers));
  }

  private boolean isFunctionAhead() {
    return cursor.look() == 'D' && "oOwx".indexOf(cursor.look(1)) >= 0;
  }

  private Node vendorQualified() {
    cursor.next();
    Node qualifier = cpp.unqualified.source();
    if (cursor.look() == 'I') {
      qualifier = new Names.Templated(qualifier, cpp.names.templateArguments(false));
    }
    Node inner = type();
    return Names.phrase(inner, Names.text(" "), qualifier);
  }

  /** {@code [Do] F [Y] <types> [R | O] E}. */
  private Node function(String qualifiers) {
    StringBuilder after = new StringBuilder(qualifiers);
    Node exceptions = Names.NONE;
    if (cursor.skip("Do")) {
      after.append(" noexcept");
    } else if (cursor.skip("DO")) {
      exceptions = cpp.expressions.expression();
      cursor.expect('E');
      Out out = new Out();
      exceptions.print(out);
      after.append(" noexcept(").append(out).append(')');
    } else if (cursor.skip("Dw")) {
      List<Node> thrown = new ArrayList<>();
      while (!cursor.skip('E')) {
        thrown.add(type());
      }
      Out out = new Out();
      Node.list(thrown, out);
      after.append(" throw(").append(out).append(')');
    }
    cursor.skip("Dx");
    cursor.expect('F');
    cursor.skip('Y');
    Node returned = type();
    List<Node> parameters = new ArrayList<>();
    while (true) {
      if (cursor.skip("RE")) {
        after.append(" &");
        break;
      }
      if (cursor.skip("OE")) {
        after.append(" &&");
        break;
      }
      if (cursor.skip('E')) {
        break;
      }
      if (cursor.skip('v')) {
        continue;
      }
      parameters.add(type());
    }
    return new Types.Function(returned, parameters, after.toString());
  }

  /** {@code A [<length>] _ <type>}. */
  private Node array() {
    cursor.next();
    Node length = Names.NONE;
    if (cursor.isDigit()) {
      int start = cursor.position();
      while (cursor.isDigit()) {
        cursor.next();
      }
      length = Names.text(cursor.from(start));
    } else if (cursor.look() != '_') {
      length = cpp.expressions.expression();
    }
    cursor.expect('_');
    return new Types.Array(type(), length);
  }

  private Node templateParameter(boolean takesArguments) {
    String elaborated =
        switch (cursor.look(1)) {
          case 's' -> "struct ";
          case 'u' -> "union ";
          case 'e' -> "enum ";
          default -> "";
        };
    if (!elaborated.isEmpty()) {
      cursor.moveTo(cursor.position() + 2);
      return cpp.remember(Names.phrase(Names.text(elaborated), cpp.names.name(null)));
    }
    cursor.next();
    Node parameter = cpp.remember(cpp.templateParameter());
    return takesArguments ? templated(parameter) : parameter;
  }

  private Node templated(Node name) {
    return cursor.look() == 'I'
        ? cpp.remember(new Names.Templated(name, cpp.names.templateArguments(false)))
        : name;
  }

  private Node substituted(boolean takesArguments) {
    if (cursor.look(1) == 't') {
      return cpp.remember(cpp.names.name(null));
    }
    cursor.next();
    Optional<Names.Text> standard = cpp.names.standard();
    Node name = standard.isPresent() ? standard.get() : cpp.substitution();
    return takesArguments ? templated(name) : name;
  }

  private Node moreTypes() {
    char kind = cursor.look(1);
    switch (kind) {
      case 't', 'T' -> {
        return cpp.remember(decltype());
      }
      case 'p' -> {
        cursor.moveTo(cursor.position() + 2);
        return cpp.remember(new Packs.Expansion(type()));
      }
      case 'v' -> {
        cursor.moveTo(cursor.position() + 2);
        return cpp.remember(vector());
      }
      case 'o', 'O', 'w', 'x' -> {
        return cpp.remember(function(""));
      }
      case 'F' -> {
        cursor.moveTo(cursor.position() + 2);
        int bits = cursor.number();
        boolean isExtended = cursor.skip('x');
        if (cursor.skip('b')) {
          return Names.text("std::bfloat" + bits + "_t");
        }
        if (!isExtended) {
          cursor.expect('_');
        }
        return Names.text("_Float" + bits + (isExtended ? "x" : ""));
      }
      case 'B', 'U' -> {
        cursor.moveTo(cursor.position() + 2);
        Node bits =
            cursor.isDigit()
                ? Names.text(String.valueOf(cursor.number()))
                : cpp.expressions.expression();
        cursor.expect('_');
        return Names.phrase(
            Names.text(kind == 'U' ? "unsigned _BitInt(" : "_BitInt("), bits, Names.text(")"));
      }
      default -> {
        String name = MORE.get(kind);
        if (name == null) {
          return cpp.remember(cpp.names.name(null));
        }
        cursor.moveTo(cursor.position() + 2);
        return Names.text(name);
      }
    }
  }

  private Node vector() {
    Node length;
    if (cursor.isDigit()) {
      length = Names.text(String.valueOf(cursor.number()));
    } else {
      cursor.skip('_');
      length = cursor.look() == '_' ? Names.NONE : cpp.expressions.expression();
    }
    cursor.expect('_');
    return new Types.Vector(type(), length);
  }

  /** {@code Dt <expression> E} or {@code DT <expression> E}. */
  Node decltype() {
    cursor.moveTo(cursor.position() + 2);
    Node expression = cpp.expressions.expression();
    cursor.expect('E');
    return Names.phrase(Names.text("decltype ("), expression, Names.text(")"));
  }

  /** The declarations of template parameters of a lambda, which are not printed. */
  void skipTemplateHead() {
    while (cursor.look() == 'T' && "ynptk".indexOf(cursor.look(1)) >= 0) {
      cpp.enter();
      cursor.next();
      switch (cursor.next()) {
        case 'n' -> type();
        case 'k' -> cpp.names.name(null);
        case 't' -> {
          skipTemplateHead();
          cursor.expect('E');
        }
        case 'p' -> skipTemplateHead();
        default -> {}
      }
      cpp.leave();
    }
  }
}
