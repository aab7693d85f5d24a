package bpf4j.elf.internal.demangle;

import java.math.BigInteger;
import java.util.Map;

/** Names as Rust mangles them now (RFC 2603): printed while they are read. */
final class RustV0 {
  private static final int MOST_LEVELS = 160;
  private static final long LARGE = 1L << 56;
  private static final Map<Character, String> BASIC =
      Map.ofEntries(
          Map.entry('b', "bool"),
          Map.entry('c', "char"),
          Map.entry('e', "str"),
          Map.entry('u', "()"),
          Map.entry('a', "i8"),
          Map.entry('s', "i16"),
          Map.entry('l', "i32"),
          Map.entry('x', "i64"),
          Map.entry('n', "i128"),
          Map.entry('i', "isize"),
          Map.entry('h', "u8"),
          Map.entry('t', "u16"),
          Map.entry('m', "u32"),
          Map.entry('y', "u64"),
          Map.entry('o', "u128"),
          Map.entry('j', "usize"),
          Map.entry('f', "f32"),
          Map.entry('d', "f64"),
          Map.entry('z', "!"),
          Map.entry('p', "_"),
          Map.entry('v', "..."));

  private final Cursor cursor;
  private final Out out = new Out();
  private int level;
  private int lifetimes;
  private boolean isQuiet;

  RustV0(String name) {
    int suffix = name.indexOf('.');
    // Positions count from after the prefix, where back references start to count.
    cursor =
        new Cursor(
            name.substring(2, suffix < 0 ? name.length() : suffix),
            0,
            (suffix < 0 ? name.length() : suffix) - 2);
  }

  String symbol() {
    path(true);
    if (!cursor.isAtEnd()) {
      // The crate that a generic function was made for, which is not printed.
      isQuiet = true;
      path(false);
    }
    if (!cursor.isAtEnd()) {
      throw new MangledNameException("characters left at " + cursor.position());
    }
    return out.toString();
  }

  private void print(String text) {
    if (!isQuiet) {
      out.append(text);
    }
  }

  private void enter() {
    out.step();
    if (++level > MOST_LEVELS) {
      throw new MangledNameException("the name is nested too deeply");
    }
  }

  /** Prints a path; that of a value has {@code ::} before its generic arguments. */
  private void path(boolean isValue) {
    enter();
    switch (cursor.next()) {
      case 'C' -> {
        disambiguator();
        print(identifier());
      }
      case 'N' -> {
        char namespace = cursor.next();
        path(isValue);
        long number = disambiguator();
        String name = identifier();
        if (Character.isUpperCase(namespace)) {
          String kind =
              namespace == 'C' ? "closure" : namespace == 'S' ? "shim" : String.valueOf(namespace);
          print("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}");
        } else if (!name.isEmpty()) {
          print("::" + name);
        }
      }
      case 'M' -> {
        implementation();
        print("<");
        type();
        print(">");
      }
      case 'X' -> {
        implementation();
        qualified();
      }
      case 'Y' -> qualified();
      case 'I' -> {
        path(isValue);
        print(isValue ? "::<" : "<");
        list(this::genericArgument);
        print(">");
      }
      case 'B' -> backReference(() -> path(isValue));
      default -> throw new MangledNameException("no path at " + cursor.position());
    }
    level--;
  }

  private void implementation() {
    disambiguator();
    boolean outer = isQuiet;
    isQuiet = true;
    path(false);
    isQuiet = outer;
  }

  private void qualified() {
    print("<");
    type();
    print(" as ");
    path(false);
    print(">");
  }

  /** Prints what is up to an {@code E}, with commas; returns how many there are. */
  private int list(Runnable element) {
    int count = 0;
    while (!cursor.skip('E')) {
      print(count == 0 ? "" : ", ");
      element.run();
      count++;
    }
    return count;
  }

  private void genericArgument() {
    if (cursor.skip('L')) {
      lifetime(base62());
    } else if (cursor.skip('K')) {
      constant();
    } else {
      type();
    }
  }

  private void lifetime(long index) {
    if (index == 0) {
      print("'_");
      return;
    }
    long depth = lifetimes - index;
    if (depth < 0) {
      throw new MangledNameException("no lifetime " + index);
    }
    print(depth < 26 ? "'" + (char) ('a' + depth) : "'_" + depth);
  }

  private void type() {
    enter();
    String basic = BASIC.get(cursor.look());
    if (basic != null) {
      cursor.next();
      print(basic);
    } else {
      compound();
    }
    level--;
  }

  private void compound() {
    switch (cursor.look()) {
      case 'A', 'S' -> {
        boolean hasLength = cursor.next() == 'A';
        print("[");
        type();
        if (hasLength) {
          print("; ");
          constant();
        }
        print("]");
      }
      case 'T' -> {
        cursor.next();
        print("(");
        int count = list(this::type);
        print(count == 1 ? ",)" : ")");
      }
      case 'R', 'Q' -> {
        boolean isMutable = cursor.next() == 'Q';
        print("&");
        if (cursor.skip('L')) {
          long index = base62();
          if (index != 0) {
            lifetime(index);
            print(" ");
          }
        }
        print(isMutable ? "mut " : "");
        type();
      }
      case 'P', 'O' -> {
        print(cursor.next() == 'O' ? "*mut " : "*const ");
        type();
      }
      case 'F' -> {
        cursor.next();
        binder(this::functionType);
      }
      case 'D' -> {
        cursor.next();
        print("dyn ");
        binder(this::bounds);
        cursor.expect('L');
        long index = base62();
        if (index != 0) {
          print(" + ");
          lifetime(index);
        }
      }
      case 'B' -> {
        cursor.next();
        backReference(this::type);
      }
      default -> path(false);
    }
  }

  private void binder(Runnable inner) {
    int outer = lifetimes;
    if (cursor.skip('G')) {
      long count = base62() + 1;
      if (count > 64) {
        throw new MangledNameException(count + " lifetimes");
      }
      print("for<");
      for (int i = 0; i < count; i++) {
        lifetimes++;
        print(i == 0 ? "" : ", ");
        lifetime(1);
      }
      print("> ");
    }
    inner.run();
    lifetimes = outer;
  }

  private void functionType() {
    print(cursor.skip('U') ? "unsafe " : "");
    if (cursor.skip('K')) {
      print("extern \"" + (cursor.skip('C') ? "C" : identifier().replace('_', '-')) + "\" ");
    }
    print("fn(");
    list(this::type);
    print(")");
    if (!cursor.skip('u')) {
      print(" -> ");
      type();
    }
  }

  private void bounds() {
    boolean isFirst = true;
    while (!cursor.skip('E')) {
      print(isFirst ? "" : " + ");
      isFirst = false;
      bound();
    }
  }

  /** A trait, with its generic arguments and associated types in one pair of brackets. */
  private void bound() {
    boolean isOpen = openPath();
    while (cursor.skip('p')) {
      print(isOpen ? ", " : "<");
      isOpen = true;
      print(identifier() + " = ");
      type();
    }
    print(isOpen ? ">" : "");
  }

  /** Prints the path of a trait; returns whether its brackets are still open. */
  private boolean openPath() {
    if (cursor.skip('B')) {
      boolean[] isOpen = new boolean[1];
      backReference(() -> isOpen[0] = openPath());
      return isOpen[0];
    }
    if (!cursor.skip('I')) {
      path(false);
      return false;
    }
    path(false);
    print("<");
    list(this::genericArgument);
    return true;
  }

  private void constant() {
    enter();
    if (cursor.skip('B')) {
      backReference(this::constant);
    } else if (cursor.skip('p')) {
      print("_");
    } else {
      number(cursor.next());
    }
    level--;
  }

  private void number(char type) {
    if ("hetmyojaslxnibc".indexOf(type) < 0 || type == 'e') {
      throw new MangledNameException("a constant of type " + type);
    }
    boolean isNegative = cursor.skip('n');
    int start = cursor.position();
    while (!cursor.skip('_')) {
      char c = cursor.next();
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        throw new MangledNameException("a constant expected at " + start);
      }
    }
    String digits = cursor.from(start);
    BigInteger value = new BigInteger("0" + digits.substring(0, digits.length() - 1), 16);
    if (type == 'b') {
      print(value.signum() == 0 ? "false" : "true");
    } else if (type == 'c') {
      int point = value.bitLength() > 21 ? -1 : value.intValue();
      if (!Character.isValidCodePoint(point)) {
        throw new MangledNameException("no character " + value);
      }
      print("'" + Character.toString(point) + "'");
    } else {
      print((isNegative ? "-" : "") + value);
    }
  }

  private void backReference(Runnable target) {
    int from = cursor.position() - 1;
    long to = base62();
    if (to >= from) {
      throw new MangledNameException("a reference to what comes later");
    }
    if (isQuiet) {
      return;
    }
    int after = cursor.position();
    enter();
    cursor.moveTo((int) to);
    target.run();
    cursor.moveTo(after);
    level--;
  }

  /** {@code s <number> _}: 0 when it is absent. */
  private long disambiguator() {
    return cursor.skip('s') ? base62() + 1 : 0;
  }

  /** {@code _} is 0, {@code 0_} is 1, {@code Z_} is 62. */
  private long base62() {
    long value = -1;
    while (!cursor.skip('_')) {
      char c = cursor.next();
      int digit =
          c >= '0' && c <= '9'
              ? c - '0'
              : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + 36 : -1;
      if (digit < 0) {
        throw new MangledNameException("a number in base 62 expected at " + cursor.position());
      }
      // Hashes of crates fill 64 unsigned bits; nobody looks at them.
      value = value > LARGE ? LARGE : Math.max(value, 0) * 62 + digit;
    }
    return value + 1;
  }

  private String identifier() {
    boolean isEncoded = cursor.skip('u');
    // Numbers have no leading zeroes: 00 is two names without characters.
    int length = cursor.skip('0') ? 0 : cursor.number();
    cursor.skip('_');
    String text = cursor.take(length);
    if (!isEncoded) {
      return text;
    }
    int separator = text.lastIndexOf('_');
    return separator < 0
        ? Punycode.decode("", text)
        : Punycode.decode(text.substring(0, separator), text.substring(separator + 1));
  }
}
