package bpf4j.elf.internal.demangle;

import java.math.BigInteger;
import java.util.Map;

/** Reads what names of Rust consist of: identifiers, numbers, letters for basic types. */
final class RustTokens {
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

  RustTokens(Cursor cursor) {
    this.cursor = cursor;
  }

  /** A basic type, or null when there is none here. */
  String basicType() {
    String basic = BASIC.get(cursor.look());
    if (basic != null) {
      cursor.next();
    }
    return basic;
  }

  /** A constant as the source would have it, after the letter of its type. */
  String constant(char type) {
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
      return value.signum() == 0 ? "false" : "true";
    }
    if (type == 'c') {
      int point = value.bitLength() > 21 ? -1 : value.intValue();
      if (!Character.isValidCodePoint(point)) {
        throw new MangledNameException("no character " + value);
      }
      return "'" + Character.toString(point) + "'";
    }
    return (isNegative ? "-" : "") + value;
  }

  /** {@code s <number> _}: 0 when it is absent. */
  long disambiguator() {
    return cursor.skip('s') ? base62() + 1 : 0;
  }

  /** {@code _} is 0, {@code 0_} is 1, {@code Z_} is 62. */
  long base62() {
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

  /** A name; one with other letters than those of ASCII is encoded. */
  String identifier() {
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
