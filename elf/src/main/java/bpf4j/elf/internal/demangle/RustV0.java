package bpf4j.elf.internal.demangle;

/** Names as Rust mangles them now (RFC 2603): printed while they are read. */
final class RustV0 {
  private static final int MOST_LEVELS = 160;

  private final Cursor cursor;
  private final RustTokens tokens;
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
    tokens = new RustTokens(cursor);
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
        tokens.disambiguator();
        print(tokens.identifier());
      }
      case 'N' -> {
        char namespace = cursor.next();
        path(isValue);
        long number = tokens.disambiguator();
        String name = tokens.identifier();
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
    tokens.disambiguator();
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
      lifetime(tokens.base62());
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
    String basic = tokens.basicType();
    if (basic != null) {
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
          long index = tokens.base62();
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
        long index = tokens.base62();
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
      long count = tokens.base62() + 1;
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
      print("extern \"" + (cursor.skip('C') ? "C" : tokens.identifier().replace('_', '-')) + "\" ");
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
      print(tokens.identifier() + " = ");
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
      print(tokens.constant(cursor.next()));
    }
    level--;
  }

  private void backReference(Runnable target) {
    int from = cursor.position() - 1;
    long to = tokens.base62();
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
}
