package bpf4j.compiler.internal.ir;

import bpf4j.compiler.CompileException;

/**
 * A line of Java source.
 *
 * @param file the class file's {@code SourceFile}, or the class name where it has none
 * @param line the line, from 1; 0 when unknown
 * @param method the method's name, for people
 */
public record SourcePosition(String file, int line, String method) {
  /** An exception at a position; null if it is not known. */
  public static CompileException refusal(SourcePosition position, String reason) {
    return position == null
        ? new CompileException(null, 0, reason)
        : new CompileException(position.file, position.line, reason);
  }

  // Spelt out here and in hashCode: those that records get cost every program 10 ms at its start.
  @Override
  public boolean equals(Object other) {
    return other instanceof SourcePosition position
        && line == position.line
        && file.equals(position.file)
        && method.equals(position.method);
  }

  @Override
  public int hashCode() {
    return 31 * line + file.hashCode();
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
