package bpf4j.elf.symbolize;

/**
 * What is at an address.
 *
 * @param address the address
 * @param name the function, demangled; {@code [unknown]} where nothing is known, {@code [libx.so]}
 *     where only the file is
 * @param offset the distance from the function's start or, where only the file is known, the offset
 *     in the file
 * @param module the file name of the program or library, the kernel module, {@code [kernel]},
 *     {@code [jit]} for compiled code that a JIT compiler has told of; empty where nothing is known
 */
public record Frame(long address, String name, long offset, String module) {
  /** The name of a frame of which nothing is known. */
  public static final String UNKNOWN = "[unknown]";

  /**
   * Makes a frame of which nothing is known.
   *
   * @param address the address
   * @return the frame
   */
  public static Frame unknown(long address) {
    return new Frame(address, UNKNOWN, 0, "");
  }

  /**
   * Tells whether the function is known.
   *
   * @return false when only the file is known, or nothing
   */
  public boolean isKnown() {
    return !name.startsWith("[");
  }

  /** {@return the frame as {@code malloc+0x10 (libc.so.6)}} */
  @Override
  public String toString() {
    String place = offset == 0 ? name : name + "+0x" + Long.toHexString(offset);
    return module.isEmpty() ? place : place + " (" + module + ")";
  }
}
