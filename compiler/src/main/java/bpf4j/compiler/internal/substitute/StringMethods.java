package bpf4j.compiler.internal.substitute;

/** Methods of {@link String}, by its length and its characters. */
@SuppressWarnings("unused") // found by name
final class StringMethods {
  private StringMethods() {}

  static int length(String text) {
    StringBytes.requireAscii(text);
    int length = 0;
    while (length < StringBytes.capacity(text) && StringBytes.at(text, length) != 0) {
      length++;
    }
    return length;
  }

  static boolean isEmpty(String text) {
    return text.length() == 0;
  }

  static int hashCode(String text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  static boolean startsWith(String text, String prefix, int from) {
    if (from < 0 || from > text.length() - prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text.charAt(from + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean startsWith(String text, String prefix) {
    return startsWith(text, prefix, 0);
  }

  static boolean endsWith(String text, String suffix) {
    return startsWith(text, suffix, text.length() - suffix.length());
  }

  static boolean contains(String text, CharSequence part) {
    return indexOf(text, (String) part) >= 0;
  }

  static int indexOf(String text, String part) {
    for (int i = 0; i <= text.length() - part.length(); i++) {
      if (startsWith(text, part, i)) {
        return i;
      }
    }
    return -1;
  }

  static int indexOf(String text, int character) {
    return indexOf(text, character, 0);
  }

  static int indexOf(String text, int character, int from) {
    if (character > Character.MAX_VALUE) {
      throw new IllegalArgumentException();
    }
    for (int i = Math.max(from, 0); i < text.length(); i++) {
      if (text.charAt(i) == character) {
        return i;
      }
    }
    return -1;
  }

  static int lastIndexOf(String text, int character) {
    if (character > Character.MAX_VALUE) {
      throw new IllegalArgumentException();
    }
    for (int i = text.length() - 1; i >= 0; i--) {
      if (text.charAt(i) == character) {
        return i;
      }
    }
    return -1;
  }

  static boolean equals(String text, Object other) {
    return other instanceof String that
        && that.length() == text.length()
        && startsWith(text, that, 0);
  }
}
