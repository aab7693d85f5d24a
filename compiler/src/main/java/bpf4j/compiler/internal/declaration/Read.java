package bpf4j.compiler.internal.declaration;

/**
 * A read from the packet: some bytes as a big-endian number, then a shift and a cut.
 *
 * @param offset bytes from the view's start
 * @param bytes how many bytes are read: 1, 2, 4, 6 or 8
 * @param shift how many low bits are dropped
 * @param bits how many bits are then kept
 * @param signed whether they are sign-extended rather than zero-extended
 */
public record Read(int offset, int bytes, int shift, int bits, boolean signed) {

  /** A read of whole bytes. */
  static Read ofBytes(int offset, int bytes, boolean signed) {
    return new Read(offset, bytes, 0, bytes * Byte.SIZE, signed);
  }

  /**
   * A read of a bit field. Fields of 3, 5 or 7 bytes take one byte more: behind them, or before
   * them where the header ends with the field.
   *
   * @param at bits from the header's most significant bit
   * @param width how many bits
   * @param headerSize the header's bytes
   */
  static Read ofBits(int at, int width, int headerSize) {
    int first = at / Byte.SIZE;
    int end = (at + width + Byte.SIZE - 1) / Byte.SIZE;
    int bytes = end - first;
    if (bytes > 1 && bytes % 2 == 1) {
      bytes++;
      if (first + bytes > headerSize && first > 0) {
        first--;
      }
    }
    int below = (first + bytes) * Byte.SIZE - (at + width);
    return new Read(first, bytes, below, width, false);
  }

  /** Whether nothing has to be done to the bytes read. */
  public boolean isWhole() {
    return shift == 0 && bits == bytes * Byte.SIZE;
  }
}
