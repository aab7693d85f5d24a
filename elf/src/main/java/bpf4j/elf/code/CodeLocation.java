package bpf4j.elf.code;

/**
 * A place in the code of a file.
 *
 * @param symbol the function it is in, with its version where it has one; the address in
 *     hexadecimal where no symbol is known
 * @param offset the distance in bytes from the function's start
 * @param address the address, as the file numbers them
 * @param fileOffset the offset of the place in the file, which a uprobe is attached to
 */
public record CodeLocation(String symbol, long offset, long address, long fileOffset) {
  /** {@return the place as {@code symbol+0x10}} */
  @Override
  public String toString() {
    return offset == 0 ? symbol : symbol + "+0x" + Long.toHexString(offset);
  }
}
