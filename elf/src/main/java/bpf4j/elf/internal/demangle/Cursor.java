package bpf4j.elf.internal.demangle;

/** A position in a mangled name. */
final class Cursor {
  private final String text;
  private final int end;
  private int at;

  Cursor(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  boolean isAtEnd() {
    return at >= end;
  }

  int remaining() {
    return end - at;
  }

  /** The next character, or 0 at the end. */
  char look() {
    return look(0);
  }

  /** A character further on, or 0 beyond the end. */
  char look(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : 0;
  }

  char next() {
    if (at >= end) {
      throw new MangledNameException("the name ends early");
    }
    return text.charAt(at++);
  }

  /** Skips a character if it comes next. */
  boolean skip(char c) {
    if (look() == c && at < end) {
      at++;
      return true;
    }
    return false;
  }

  /** Skips a text if it comes next. */
  boolean skip(String expected) {
    if (text.startsWith(expected, at) && at + expected.length() <= end) {
      at += expected.length();
      return true;
    }
    return false;
  }

  void expect(char c) {
    if (!skip(c)) {
      throw new MangledNameException("'" + c + "' expected at " + at);
    }
  }

  boolean isDigit() {
    return look() >= '0' && look() <= '9';
  }

  /** Reads a decimal number. */
  int number() {
    if (!isDigit()) {
      throw new MangledNameException("a number expected at " + at);
    }
    int value = 0;
    while (isDigit()) {
      value = value * 10 + (next() - '0');
      if (value > 1 << 24) {
        throw new MangledNameException("a number too large at " + at);
      }
    }
    return value;
  }

  /** Reads characters. */
  String take(int length) {
    if (length < 0 || length > end - at) {
      throw new MangledNameException(length + " characters expected at " + at);
    }
    at += length;
    return text.substring(at - length, at);
  }

  String from(int start) {
    return text.substring(start, at);
  }
}
