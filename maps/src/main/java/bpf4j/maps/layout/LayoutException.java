package bpf4j.maps.layout;

/**
 * A Java type cannot be laid out as C memory, or memory does not hold a value of the type.
 *
 * <p>The message names the class, the member and what to write instead.
 */
public final class LayoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with its message.
   *
   * @param message class, member, and what to write instead
   */
  public LayoutException(String message) {
    super(message);
  }

  /**
   * An exception with its message and cause.
   *
   * @param message class, member, and what to write instead
   * @param cause what was thrown below
   */
  public LayoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
