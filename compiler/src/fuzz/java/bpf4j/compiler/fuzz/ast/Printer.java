package bpf4j.compiler.fuzz.ast;

/** Collects indented lines. */
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  public void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  public void open(String text) {
    line(text);
    depth++;
  }

  public void reopen(String text) {
    depth--;
    open(text);
  }

  public void close(String text) {
    depth--;
    line(text);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
