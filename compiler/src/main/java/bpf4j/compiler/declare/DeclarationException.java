package bpf4j.compiler.declare;

/**
 * A header, context or helper is declared in a way that cannot mean anything. The message names the
 * interface and method and says what to write instead.
 */
public final class DeclarationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A faulty declaration.
   *
   * @param message the method, what is wrong with it and what to write instead
   */
  public DeclarationException(String message) {
    super(message);
  }

  /**
   * A declaration that the JVM refused to work with.
   *
   * @param message the method, what is wrong with it and what to write instead
   * @param cause the refusal
   */
  public DeclarationException(String message, Throwable cause) {
    super(message, cause);
  }
}
