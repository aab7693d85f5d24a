package bpf4j.perf;

import java.io.Serial;

/**
 * What lies in a ring is not what the kernel writes there, or not the event that was expected.
 * Somebody else reads the same ring, or writes to its memory, or programs send events of another
 * type. The ring is not read any further.
 */
public class RingFormatException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found, and where
   */
  public RingFormatException(String message) {
    super(message);
  }
}
