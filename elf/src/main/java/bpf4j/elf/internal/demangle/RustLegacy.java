package bpf4j.elf.internal.demangle;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names as Rust mangled them before version 0: like nested names of C++, the last part being {@code
 * h} and 16 digits of a hash, with characters that C++ names cannot have between dollar signs.
 */
final class RustLegacy {
  private static final Pattern FORM =
      Pattern.compile("_?_?ZN(.*)17h[0-9a-f]{16}E(?:\\.llvm\\.[0-9A-F@]+)?", Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\$([A-Z]{1,2}|u[0-9a-f]{1,6})\\$|\\.\\.");
  private static final Map<String, String> ESCAPES =
      Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  private RustLegacy() {}

  static Optional<String> demangle(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    Cursor cursor = new Cursor(form.group(1), 0, form.group(1).length());
    StringBuilder path = new StringBuilder();
    while (!cursor.isAtEnd()) {
      if (!cursor.isDigit()) {
        // A C++ name that happens to end like this.
        return Optional.empty();
      }
      String part = cursor.take(cursor.number());
      path.append(path.length() == 0 ? "" : "::").append(unescape(part));
    }
    return path.length() == 0 ? Optional.empty() : Optional.of(path.toString());
  }

  private static String unescape(String part) {
    // A part must not begin with a dollar sign, so an underscore comes before it.
    String text = part.startsWith("_$") ? part.substring(1) : part;
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(), found.group(1))));
  }

  private static String character(String whole, String code) {
    if (code == null) {
      return "::";
    }
    if (!code.startsWith("u")) {
      return ESCAPES.getOrDefault(code, whole);
    }
    int point = Integer.parseInt(code.substring(1), 16);
    return Character.isValidCodePoint(point) && !Character.isISOControl(point)
        ? Character.toString(point)
        : whole;
  }
}
