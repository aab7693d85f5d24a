package bpf4j.compiler.internal.isa;

/**
 * Instruction-set levels as compilers number them ({@code -mcpu}). A level says which instructions
 * may appear; kernels grew them in this order, except that atomics with a result came between v3
 * and v4 (Linux 5.12) and have to be asked for separately.
 */
public enum IsaLevel {
  /** The first instruction set, Linux 3.18 and later. 32-bit arithmetic is part of it. */
  V1,
  /** Adds {@code <} and {@code <=} jumps, Linux 4.14. */
  V2,
  /** Adds jumps comparing 32 bits, Linux 5.1. */
  V3,
  /** Adds signed division, sign-extending moves and loads, byte swaps, long jumps, Linux 6.6. */
  V4;

  /**
   * Whether code for this level may use what another level introduced.
   *
   * @param needed the level that introduced it
   * @return true when this level is that one or a later one
   */
  public boolean has(IsaLevel needed) {
    return compareTo(needed) >= 0;
  }
}
