package bpf4j.elf.code;

import java.util.List;

/** A name that leads to no place in code, or to several; the message says what to write instead. */
public final class CodeLocationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<CodeLocation> candidates;

  /**
   * Creates the exception.
   *
   * @param message what is wrong and what to write instead
   * @param candidates the places that may have been meant
   */
  public CodeLocationException(String message, List<CodeLocation> candidates) {
    super(message);
    this.candidates = List.copyOf(candidates);
  }

  /**
   * Returns the places that may have been meant.
   *
   * @return the implementations of a function that is chosen at run time, or the functions that
   *     share a name; else none
   */
  public List<CodeLocation> candidates() {
    return candidates == null ? List.of() : candidates;
  }
}
