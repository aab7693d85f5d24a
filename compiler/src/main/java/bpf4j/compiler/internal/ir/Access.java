package bpf4j.compiler.internal.ir;

/**
 * The width of a memory access.
 *
 * @param bytes 1, 2, 4 or 8
 * @param signed whether a load extends the sign to the type of its result
 * @param stable whether the memory is the context's, which only the program itself changes, so that
 *     a load may be repeated, merged or left out
 * @param significantBytes how many of the low bytes can differ from zero
 */
public record Access(int bytes, boolean signed, boolean stable, int significantBytes) {
  public static Access of(int bytes, boolean signed) {
    return new Access(bytes, signed, false, bytes);
  }

  /** An unsigned access to memory that nothing but the program changes during the run. */
  public static Access stable(int bytes) {
    return stable(bytes, bytes);
  }

  /** As {@link #stable(int)}, of a field whose upper bytes are always zero. */
  public static Access stable(int bytes, int significantBytes) {
    return new Access(bytes, false, true, significantBytes);
  }

  // Spelt out here and in hashCode: those that records get cost every program 10 ms at its start.
  @Override
  public boolean equals(Object other) {
    return other instanceof Access access
        && bytes == access.bytes
        && signed == access.signed
        && stable == access.stable
        && significantBytes == access.significantBytes;
  }

  @Override
  public int hashCode() {
    return bytes * 31 + significantBytes;
  }
}
