package bpf4j.compiler;

/**
 * The lambda cannot become a BPF program. The message names the Java line, the construct, and what
 * to write instead. Thrown before the kernel sees anything.
 */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The source file's name; null when unknown. */
  private final String file;

  /** The line, from 1; 0 when unknown. */
  private final int line;

  /** What is refused, and what to write instead. */
  private final String reason;

  /**
   * Makes an exception for a line of Java.
   *
   * @param file the source file's name; null when unknown
   * @param line the line, from 1; 0 when unknown
   * @param reason the construct that is refused, and what to write instead
   */
  public CompileException(String file, int line, String reason) {
    super(locate(file, line) + reason);
    this.file = file;
    this.line = line;
    this.reason = reason;
  }

  private static String locate(String file, int line) {
    if (file == null) {
      return "";
    }
    return line == 0 ? file + ": " : file + ":" + line + ": ";
  }

  /** {@return the source file's name, such as {@code SockProto.java}; null when unknown} */
  public String file() {
    return file;
  }

  /** {@return the line in {@link #file()}, from 1; 0 when unknown} */
  public int line() {
    return line;
  }

  /** {@return the message without its place} */
  public String reason() {
    return reason;
  }
}
