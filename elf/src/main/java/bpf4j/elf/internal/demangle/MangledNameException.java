package bpf4j.elf.internal.demangle;

/** A name that is not mangled as it pretends to be, or that would be printed at absurd length. */
public final class MangledNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MangledNameException(String message) {
    super(message, null, false, false);
  }
}
