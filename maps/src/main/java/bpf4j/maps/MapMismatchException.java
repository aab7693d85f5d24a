package bpf4j.maps;

/** A map in the kernel is not what Java takes it for. The message names what differs. */
public final class MapMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with its message.
   *
   * @param message the map, and what differs
   */
  public MapMismatchException(String message) {
    super(message);
  }
}
