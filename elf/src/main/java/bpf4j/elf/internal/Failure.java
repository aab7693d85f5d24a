package bpf4j.elf.internal;

/** Makes the exception for malformed bytes, which differs between ELF and BTF. */
@FunctionalInterface
public interface Failure {
  /**
   * Makes the exception.
   *
   * @param message what is wrong and where
   * @return an exception to throw
   */
  RuntimeException exception(String message);
}
