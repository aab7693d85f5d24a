package bpf4j.elf.internal.demangle;

/** Where names are printed to. Short names may stand for very long ones, so it has a limit. */
final class Out {
  private static final int MOST = 1 << 16;
  private static final int MOST_STEPS = 1 << 18;

  private final StringBuilder text = new StringBuilder();
  private int steps;

  // The template whose parameters are printed, or null; and how deep its arguments are nested.
  Packs.Scope scope;
  int nested;

  // Which element of parameter packs is printed, and how many they have; -1 outside of expansions.
  int packIndex = -1;
  int packSize = -1;

  void append(String part) {
    text.append(part);
    if (text.length() > MOST) {
      throw new MangledNameException("the name is longer than " + MOST + " characters");
    }
  }

  /** Counts work that prints nothing. */
  void step() {
    if (++steps > MOST_STEPS) {
      throw new MangledNameException("the name takes too long to print");
    }
  }

  int length() {
    return text.length();
  }

  void truncate(int length) {
    text.setLength(length);
  }

  boolean endsWith(String end) {
    int start = text.length() - end.length();
    return start >= 0 && text.indexOf(end, start) == start;
  }

  char last() {
    return text.length() == 0 ? 0 : text.charAt(text.length() - 1);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
