package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses {@code <name>} and what it consists of. */
final class NameParser {
  /** The abbreviations of the standard library: name, long form, and the class's own name. */
  private static final Map<Character, String[]> STANDARD =
      Map.of(
          'a', new String[] {"std::allocator", "std::allocator", "allocator"},
          'b', new String[] {"std::basic_string", "std::basic_string", "basic_string"},
          's',
              new String[] {
                "std::string",
                "std::basic_string<char, std::char_traits<char>, std::allocator<char> >",
                "basic_string"
              },
          'i',
              new String[] {
                "std::istream", "std::basic_istream<char, std::char_traits<char> >", "basic_istream"
              },
          'o',
              new String[] {
                "std::ostream", "std::basic_ostream<char, std::char_traits<char> >", "basic_ostream"
              },
          'd',
              new String[] {
                "std::iostream",
                "std::basic_iostream<char, std::char_traits<char> >",
                "basic_iostream"
              });

  private final Cpp cpp;
  private final Cursor cursor;

  NameParser(Cpp cpp) {
    this.cpp = cpp;
    this.cursor = cpp.cursor;
  }

  /** What the name of a function tells about the rest of it. */
  static final class Traits {
    boolean endsWithArguments;
    boolean hasNoReturnType;
    String qualifiers = "";
  }

  /**
   * Parses a name.
   *
   * @param traits what to fill in for the name of a function or variable, or null for a type; the
   *     template arguments of the former are what template parameters refer to
   */
  Node name(Traits traits) {
    cpp.enter();
    Node name =
        switch (cursor.look()) {
          case 'N' -> nested(traits);
          case 'Z' -> local(traits);
          case 'S' -> cursor.look(1) == 't' ? unscoped(traits) : substituted(traits);
          default -> unscoped(traits);
        };
    cpp.leave();
    return name;
  }

  private Node substituted(Traits traits) {
    cursor.next();
    Node name = standard().map(Node.class::cast).orElseGet(cpp::substitution);
    return arguments(name, traits);
  }

  private Node unscoped(Traits traits) {
    Node scope = null;
    if (cursor.skip("St")) {
      scope = Names.text("std");
    }
    Node name = cpp.unqualified.unqualified(traits, scope);
    if (cursor.look() == 'I') {
      cpp.remember(name);
      return arguments(name, traits);
    }
    return name;
  }

  private Node arguments(Node name, Traits traits) {
    if (cursor.look() != 'I') {
      throw new MangledNameException("template arguments expected at " + cursor.position());
    }
    if (traits != null) {
      traits.endsWithArguments = true;
    }
    return new Names.Templated(name, templateArguments(traits != null));
  }

  /** {@code N [qualifiers] <prefix> <unqualified-name> E}. */
  private Node nested(Traits traits) {
    cursor.next();
    String qualifiers = qualifiers();
    if (cursor.skip('O')) {
      qualifiers += " &&";
    } else if (cursor.skip('R')) {
      qualifiers += " &";
    } else {
      cursor.skip('H');
    }
    Node name = null;
    boolean isRemembered = false;
    while (!cursor.skip('E')) {
      cursor.skip('L');
      if (cursor.skip('M')) {
        // The initializer of a data member, which is not printed.
        continue;
      }
      if (traits != null) {
        traits.endsWithArguments = false;
      }
      char c = cursor.look();
      if (c == 'T') {
        requireFirst(name);
        cursor.next();
        name = cpp.templateParameter();
      } else if (c == 'I') {
        if (name == null) {
          throw new MangledNameException("template arguments of nothing");
        }
        name = arguments(name, traits);
      } else if (c == 'D' && (cursor.look(1) == 't' || cursor.look(1) == 'T')) {
        requireFirst(name);
        name = cpp.types.decltype();
      } else if (c == 'S' && cursor.look(1) != 't') {
        requireFirst(name);
        name = substitutedPrefix();
        isRemembered = false;
        continue;
      } else if (c == 'S') {
        requireFirst(name);
        cursor.moveTo(cursor.position() + 2);
        name = Names.text("std");
        isRemembered = false;
        continue;
      } else {
        name = cpp.unqualified.unqualified(traits, name);
      }
      cpp.remember(name);
      isRemembered = true;
    }
    if (name == null || !isRemembered) {
      throw new MangledNameException("a nested name without a name of its own");
    }
    cpp.substitutions.remove(cpp.substitutions.size() - 1);
    if (traits != null) {
      traits.qualifiers = qualifiers;
    }
    return name;
  }

  private static void requireFirst(Node name) {
    if (name != null) {
      throw new MangledNameException("a scope in the midst of a name");
    }
  }

  private Node substitutedPrefix() {
    cursor.next();
    Names.Text standard = standard().orElse(null);
    if (standard == null) {
      return cpp.substitution();
    }
    return standard;
  }

  /** An abbreviation of the standard library; the position is after the {@code S}. */
  Optional<Names.Text> standard() {
    String[] forms = STANDARD.get(cursor.look());
    if (forms == null) {
      return Optional.empty();
    }
    cursor.next();
    // Constructors are named like the class, so that is spelt out before them.
    boolean isLong = cursor.look() == 'C' || cursor.look() == 'D';
    Names.Text name = new Names.Text(forms[isLong ? 1 : 0], forms[2]);
    if (cursor.look() == 'B') {
      Node tagged = cpp.unqualified.tags(name);
      Out out = new Out();
      tagged.print(out);
      Names.Text text = new Names.Text(out.toString(), forms[2]);
      cpp.remember(text);
      return Optional.of(text);
    }
    return Optional.of(name);
  }

  /** {@code Z <encoding> E <name>}. */
  private Node local(Traits traits) {
    cursor.next();
    Node function = cpp.encodings.encoding(false);
    cursor.expect('E');
    if (cursor.skip('s')) {
      discriminator();
      return new Names.Nested(function, Names.text("string literal"));
    }
    if (cursor.skip('d')) {
      int number = cursor.isDigit() ? cursor.number() + 2 : 1;
      cursor.expect('_');
      Node scope = Names.text("{default arg#" + number + "}");
      return new Names.Nested(new Names.Nested(function, scope), name(traits));
    }
    Node entity = name(traits);
    discriminator();
    return new Names.Nested(function, entity);
  }

  private void discriminator() {
    if (cursor.look() != '_') {
      return;
    }
    cursor.next();
    if (cursor.skip('_')) {
      cursor.number();
      cursor.expect('_');
    } else {
      if (!cursor.isDigit()) {
        throw new MangledNameException("a discriminator expected at " + cursor.position());
      }
      cursor.next();
    }
  }

  /** {@code r}, {@code V} and {@code K}, as they are printed after a type. */
  String qualifiers() {
    boolean isRestrict = cursor.skip('r');
    boolean isVolatile = cursor.skip('V');
    boolean isConst = cursor.skip('K');
    return (isConst ? " const" : "")
        + (isVolatile ? " volatile" : "")
        + (isRestrict ? " __restrict" : "");
  }

  /**
   * Parses {@code I <template-arg>* E}.
   *
   * @param areReferredTo whether template parameters refer to these arguments
   */
  Node templateArguments(boolean areReferredTo) {
    cpp.enter();
    cursor.expect('I');
    List<Node> arguments = new ArrayList<>();
    while (!cursor.skip('E')) {
      if (cursor.skip('Q')) {
        cpp.expressions.expression();
        continue;
      }
      arguments.add(templateArgument());
    }
    if (areReferredTo) {
      cpp.templateArguments = arguments;
    }
    cpp.leave();
    return new Names.Arguments(arguments);
  }

  Node templateArgument() {
    cpp.enter();
    Node argument =
        switch (cursor.look()) {
          case 'X' -> {
            cursor.next();
            Node expression = cpp.expressions.expression();
            cursor.expect('E');
            yield expression;
          }
          case 'L' -> cpp.expressions.literal();
          // Compilers before 2012 wrote I.
          case 'J', 'I' -> {
            cursor.next();
            List<Node> elements = new ArrayList<>();
            while (!cursor.skip('E')) {
              elements.add(templateArgument());
            }
            yield new Packs.Pack(elements);
          }
          default -> cpp.types.type();
        };
    cpp.leave();
    return argument;
  }
}
