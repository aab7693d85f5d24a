package bpf4j.elf;

/**
 * A name that the kernel would refuse in BTF (the load would fail with {@code EINVAL}).
 *
 * <p>Use {@link BtfNames#mangle} to turn any text into a name that it takes.
 */
public final class BtfNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with which name
   */
  public BtfNameException(String message) {
    super(message);
  }
}
