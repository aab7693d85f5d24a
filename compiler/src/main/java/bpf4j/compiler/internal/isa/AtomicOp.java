package bpf4j.compiler.internal.isa;

/**
 * Atomic operations on memory at {@code dst + off}, of 4 or 8 bytes. {@link #ADD} is in every
 * kernel that has BPF, all others are there since Linux 5.12.
 */
public enum AtomicOp {
  /** {@code *mem += src}. */
  ADD(Opcode.ADD),
  /** {@code *mem |= src}. */
  OR(Opcode.OR),
  /** {@code *mem &= src}. */
  AND(Opcode.AND),
  /** {@code *mem ^= src}. */
  XOR(Opcode.XOR),
  /** {@code src = *mem; *mem += src}. */
  FETCH_ADD(Opcode.ADD | Opcode.FETCH),
  /** {@code src = *mem; *mem |= src}. */
  FETCH_OR(Opcode.OR | Opcode.FETCH),
  /** {@code src = *mem; *mem &= src}. */
  FETCH_AND(Opcode.AND | Opcode.FETCH),
  /** {@code src = *mem; *mem ^= src}. */
  FETCH_XOR(Opcode.XOR | Opcode.FETCH),
  /** {@code src = *mem; *mem = src}. */
  XCHG(Opcode.XCHG),
  /** {@code if (*mem == r0) *mem = src}; R0 gets the old value either way. */
  CMPXCHG(Opcode.CMPXCHG);

  private final int code;

  AtomicOp(int code) {
    this.code = code;
  }

  /**
   * The immediate field that selects the operation.
   *
   * @return for example {@code BPF_ADD | BPF_FETCH}
   */
  public int code() {
    return code;
  }

  /**
   * Whether the source register receives the old value.
   *
   * @return false for the four plain operations and for {@link #CMPXCHG}, which writes R0
   */
  public boolean writesSource() {
    return (code & Opcode.FETCH) != 0 && this != CMPXCHG;
  }
}
