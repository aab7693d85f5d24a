package bpf4j.compiler.packet;

/**
 * The option list that IPv4 and TCP headers share: a byte of kind, then, but for two, one of
 * length.
 */
final class Options {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;

  /** Both headers have at most 60 bytes, 20 of them fixed. */
  private static final int MAX = 40;

  private Options() {}

  /**
   * Finds an option.
   *
   * @param header the header
   * @param kind which one
   * @param start where the list starts, in bytes from the header's start
   * @param end where the header ends
   * @return where it starts, or -1
   */
  static int find(PacketView header, int kind, int start, int end) {
    int at = start;
    for (int i = 0; i < MAX && at < end; i++) {
      int found = header.u8(at);
      if (found == kind) {
        return at;
      }
      if (found == END) {
        return -1;
      }
      int length = 1;
      if (found != NO_OPERATION) {
        length = header.u8(at + 1);
        if (length < 2) {
          return -1;
        }
      }
      at += length;
    }
    return -1;
  }
}
