package bpf4j.syscall;

/**
 * This JVM cannot call native code, so nothing in bpf4j that needs the kernel works. The message
 * says which flag or property lifts it.
 */
public class NativeAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what failed and what to do next
   * @param cause the loader's error, or null
   */
  public NativeAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
