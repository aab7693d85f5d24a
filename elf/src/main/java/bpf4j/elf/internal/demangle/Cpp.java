package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses one mangled C++ name ({@code <mangled-name>} of the Itanium C++ ABI, chapter 5.1), and has
 * what its parsers share: the position, what substitutions refer to, and template arguments.
 */
public final class Cpp {
  private static final int MOST_LEVELS = 160;

  final Cursor cursor;
  final List<Node> substitutions = new ArrayList<>();
  final NameParser names;
  final UnqualifiedParser unqualified;
  final TypeParser types;
  final ExpressionParser expressions;
  final EncodingParser encodings;

  /** The arguments of the innermost template; replaced, never changed, when another one begins. */
  List<Node> templateArguments = List.of();

  boolean isInLambda;
  private int level;

  private Cpp(Cursor cursor) {
    this.cursor = cursor;
    names = new NameParser(this);
    unqualified = new UnqualifiedParser(this);
    types = new TypeParser(this);
    expressions = new ExpressionParser(this);
    encodings = new EncodingParser(this);
  }

  /**
   * Demangles a name.
   *
   * @param name a name that starts with {@code _Z}
   * @return the name as it was written
   * @throws MangledNameException when it is not mangled by the rules
   */
  public static String demangle(String name) {
    int start = name.startsWith("_Z") ? 2 : name.startsWith("__Z") ? 3 : -1;
    if (start < 0) {
      throw new MangledNameException("no mangled name");
    }
    Cursor cursor = new Cursor(name, start, name.length());
    Node node = new Cpp(cursor).encodings.encoding(true);
    Out out = new Out();
    node.print(out);
    while (cursor.look() == '.') {
      clone(cursor, out);
    }
    if (!cursor.isAtEnd()) {
      throw new MangledNameException("characters left at " + cursor.position());
    }
    return out.toString();
  }

  /**
   * Demangles a type, as {@code typeid(T).name()} gives it.
   *
   * @param name the type
   * @return the type as it was written
   * @throws MangledNameException when it is not mangled by the rules
   */
  public static String demangleType(String name) {
    Cursor cursor = new Cursor(name, 0, name.length());
    Node node = new Cpp(cursor).types.type();
    if (!cursor.isAtEnd()) {
      throw new MangledNameException("characters left at " + cursor.position());
    }
    Out out = new Out();
    node.print(out);
    return out.toString();
  }

  /** A copy of a function that the compiler made: {@code .isra.0}, {@code .constprop.1}. */
  private static void clone(Cursor cursor, Out out) {
    int start = cursor.position();
    cursor.next();
    if (isLetter(cursor.look())) {
      while (isLetter(cursor.look())) {
        cursor.next();
      }
    } else if (!cursor.isDigit()) {
      throw new MangledNameException("a suffix expected at " + start);
    } else {
      while (cursor.isDigit()) {
        cursor.next();
      }
    }
    while (cursor.look() == '.' && cursor.look(1) >= '0' && cursor.look(1) <= '9') {
      cursor.next();
      while (cursor.isDigit()) {
        cursor.next();
      }
    }
    out.append(" [clone " + cursor.from(start) + "]");
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** Counts how deep the rules of the grammar are nested; {@link #leave} has to follow. */
  void enter() {
    if (++level > MOST_LEVELS) {
      throw new MangledNameException("the name is nested too deeply");
    }
  }

  void leave() {
    level--;
  }

  Node remember(Node node) {
    substitutions.add(node);
    return node;
  }

  /** {@code S_}, {@code S0_}, …: the position is after the {@code S}. */
  Node substitution() {
    int index = base36();
    if (index >= substitutions.size()) {
      throw new MangledNameException("substitution " + index + " of " + substitutions.size());
    }
    return substitutions.get(index);
  }

  /** {@code _} is 0, {@code 0_} is 1, {@code Z_} is 36. */
  int base36() {
    int value = -1;
    while (!cursor.skip('_')) {
      char c = cursor.next();
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
      if (digit < 0 || value > 1 << 20) {
        throw new MangledNameException("a number in base 36 expected at " + cursor.position());
      }
      value = Math.max(value, 0) * 36 + digit;
    }
    return value + 1;
  }

  /** {@code T_}, {@code T0_}, {@code TL0__}: the position is after the {@code T}. */
  Node templateParameter() {
    int depth = 0;
    if (cursor.skip('L')) {
      depth = cursor.number() + 1;
      cursor.expect('_');
    }
    int index = cursor.skip('_') ? 0 : cursor.number() + 1;
    if (index > 0) {
      cursor.expect('_');
    }
    if (isInLambda) {
      return Names.text("auto:" + (index + 1));
    }
    return new Packs.Parameter(depth, index);
  }
}
