package bpf4j.compiler.internal.ir;

/**
 * A line of Java source.
 *
 * @param file the class file's {@code SourceFile}, or the class name where it has none
 * @param line the line, from 1; 0 when unknown
 * @param method the method's name, for people
 */
public record SourcePosition(String file, int line, String method) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
