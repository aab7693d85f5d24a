package bpf4j.elf;

/** Bytes that are not well-formed BTF; the message says what is wrong and where. */
public final class BtfFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong and where
   */
  public BtfFormatException(String message) {
    super(message);
  }
}
