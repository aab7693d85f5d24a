package bpf4j.elf;

/**
 * Where a field lies in a struct, those in its anonymous structs and unions included.
 *
 * @param path its name, or the names on the way to it, as in {@code __sk_common.skc_family}
 * @param type the id of its type
 * @param bitOffset its offset in bits from the start of the outermost struct
 * @param bitSize its size in bits when it is a bit field, else 0
 * @param byteSize the size of its type in bytes; for a bit field that of the declared type
 */
public record BtfField(String path, int type, long bitOffset, int bitSize, long byteSize) {

  /**
   * Tells whether this is a bit field.
   *
   * @return true when it is declared with a number of bits
   */
  public boolean isBitField() {
    return bitSize != 0;
  }

  /**
   * Returns the offset in bytes; for a bit field, that of the byte in which its first bit lies.
   *
   * @return the offset from the start of the outermost struct
   */
  public long byteOffset() {
    return bitOffset / 8;
  }
}
