package bpf4j.compiler.internal.load;

/** Names as the kernel takes them. */
final class ProgramNames {
  private static final int LIMIT = 15;

  private ProgramNames() {}

  /** A program name: letters, digits and underscores, at most 15 of them. */
  static String mangle(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length() && out.length() < LIMIT; i++) {
      char c = name.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
      out.append(plain ? c : '_');
    }
    return out.isEmpty() ? "bpf4j" : out.toString();
  }
}
