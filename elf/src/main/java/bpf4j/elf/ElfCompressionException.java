package bpf4j.elf;

/**
 * Contents that are compressed by a method that is not supported, or that would take too much
 * memory when decompressed; the message says which, and how to decompress them beforehand. They
 * need not be malformed.
 */
public final class ElfCompressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is compressed, why it is not decompressed, and what to do instead
   */
  public ElfCompressionException(String message) {
    super(message);
  }
}
