package bpf4j.maps;

/**
 * An address and a length after a slash.
 *
 * @param text all of it
 * @param address the part before the slash
 * @param length the number after it, or that of all bits
 * @param example how it is to be written
 */
record PrefixText(String text, String address, int length, String example) {

  static PrefixText of(String text, int bits, String example) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new PrefixText(text, text, bits, example);
    }
    PrefixText parts = new PrefixText(text, text.substring(0, slash), 0, example);
    int length = parts.number(text.substring(slash + 1), bits);
    return new PrefixText(text, parts.address, length, example);
  }

  /** A decimal number without leading zeros. */
  int number(String digits, int max) {
    boolean padded = digits.length() > 1 && digits.charAt(0) == '0';
    if (digits.isEmpty() || digits.length() > 3 || padded) {
      throw malformed();
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        throw malformed();
      }
      value = value * 10 + (digit - '0');
    }
    if (value > max) {
      throw malformed();
    }
    return value;
  }

  IllegalArgumentException malformed() {
    return new IllegalArgumentException("\"" + text + "\" is no prefix; write it like " + example);
  }
}
