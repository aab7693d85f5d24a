package bpf4j.elf;

import bpf4j.elf.internal.Failure;

/** Makes the exception for malformed ELF. */
final class ElfFailure implements Failure {
  // Not a lambda, and nowhere on the way to a symbol: the first one in a JVM takes longer than
  // that.
  static final Failure MALFORMED = new ElfFailure();

  private ElfFailure() {}

  @Override
  public RuntimeException exception(String message) {
    return new ElfFormatException(message);
  }
}
