package bpf4j.compiler;

/**
 * The kernel's verifier refused a program that compiled. That is a defect of the compiler, worth
 * reporting with {@link #log()}, unless the kernel lacks something the program needs.
 */
public final class VerifierException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The source file's name; null when unknown. */
  private final String file;

  /** The line, from 1; 0 when unknown. */
  private final int line;

  /** The verifier's own words. */
  private final String reason;

  /** The verifier's whole log. */
  private final String log;

  /**
   * Makes an exception.
   *
   * @param file the source file of the Java line whose instruction was refused; null when unknown
   * @param line the line, from 1; 0 when unknown
   * @param reason the verifier's reason
   * @param log the verifier's whole log
   * @param cause the failed system call
   */
  public VerifierException(String file, int line, String reason, String log, Throwable cause) {
    super(
        (file == null ? "" : file + ":" + line + ": ")
            + "the verifier refused the program: "
            + reason
            + "; please report this with log()",
        cause);
    this.file = file;
    this.line = line;
    this.reason = reason;
    this.log = log;
  }

  /** {@return the source file of the refused line; null when unknown} */
  public String file() {
    return file;
  }

  /** {@return the refused line, from 1; 0 when unknown} */
  public int line() {
    return line;
  }

  /** {@return the verifier's own words} */
  public String reason() {
    return reason;
  }

  /** {@return the verifier's whole log} */
  public String log() {
    return log;
  }
}
