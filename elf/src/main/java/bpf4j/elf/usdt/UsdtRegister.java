package bpf4j.elf.usdt;

/**
 * A register, as part of what the kernel saves of all registers.
 *
 * @param name its name in assembly, such as {@code eax}
 * @param offset the offset in bytes of the whole register in the kernel's {@code struct pt_regs}
 *     (x86-64) or {@code struct user_pt_regs} (arm64)
 * @param shift the bit of the whole register at which this one starts: 8 for {@code ah}, else 0
 * @param bits the width of this one in bits: 8, 16, 32 or 64
 */
public record UsdtRegister(String name, int offset, int shift, int bits) {
  /**
   * Takes this register from the whole one.
   *
   * @param whole the 64 bits that the kernel saved
   * @return this register, zero-extended
   */
  public long of(long whole) {
    return whole << (64 - bits - shift) >>> (64 - bits);
  }
}
