package bpf4j.elf;

/** Bytes that are not well-formed ELF; the message says what is wrong and where. */
public final class ElfFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong and where
   */
  public ElfFormatException(String message) {
    super(message);
  }
}
