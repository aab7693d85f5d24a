package bpf4j.elf.usdt;

import java.util.Optional;

/**
 * Where an argument of a probe is when the probe is hit.
 *
 * <p>The value has {@link #size} bytes and is extended to 64 bits, with its sign when {@link
 * #isSigned}.
 */
public sealed interface UsdtArgument {
  /**
   * Returns the size of the value.
   *
   * @return 1, 2, 4 or 8 bytes; of an {@link Unreadable} what the note says, or 0
   */
  int size();

  /**
   * Tells how the value is extended.
   *
   * @return whether it has a sign
   */
  boolean isSigned();

  /**
   * Extends a value as this argument's size and sign ask for.
   *
   * @param raw a number whose low bytes are the value
   * @return the value
   */
  default long extend(long raw) {
    int shift = 64 - 8 * size();
    return isSigned() ? raw << shift >> shift : raw << shift >>> shift;
  }

  /**
   * An argument that is known beforehand.
   *
   * @param size its size in bytes
   * @param isSigned whether it has a sign
   * @param value its value, extended
   */
  record Constant(int size, boolean isSigned, long value) implements UsdtArgument {
    /** Extends the value. */
    public Constant {
      int shift = 64 - 8 * size;
      value = isSigned ? value << shift >> shift : value << shift >>> shift;
    }
  }

  /**
   * An argument in a register: {@link #size} bytes of the whole register, from bit {@link
   * UsdtRegister#shift} on. Whether the register's name is that of a wider or narrower part does
   * not matter.
   *
   * @param size its size in bytes
   * @param isSigned whether it has a sign
   * @param register the register
   */
  record Register(int size, boolean isSigned, UsdtRegister register) implements UsdtArgument {}

  /**
   * An argument in the memory of the process, at {@code base + index * scale + displacement}.
   *
   * @param size its size in bytes
   * @param isSigned whether it has a sign
   * @param base the register with the base address
   * @param index what else is added, or empty
   * @param displacement what is added to the registers
   */
  record Memory(
      int size, boolean isSigned, UsdtRegister base, Optional<Index> index, long displacement)
      implements UsdtArgument {}

  /**
   * An argument in memory that the file has a name for, at a fixed distance from the probe.
   *
   * @param size its size in bytes
   * @param isSigned whether it has a sign
   * @param address its address, as the file numbers them
   * @param distance its address less that of the probe's site: what to add to the instruction
   *     pointer
   */
  record Variable(int size, boolean isSigned, long address, long distance)
      implements UsdtArgument {}

  /**
   * An argument that a probe cannot read; the others of the same site can be.
   *
   * @param size its size in bytes, or 0 when not known
   * @param isSigned whether it has a sign
   * @param text the argument as the note gives it
   * @param reason why not, such as {@code xmm0 is not among the registers that the kernel saves}
   */
  record Unreadable(int size, boolean isSigned, String text, String reason)
      implements UsdtArgument {}

  /**
   * An index register of an address.
   *
   * @param register the register
   * @param isSigned whether a register of 32 bits is extended with its sign; without meaning for
   *     one of 64
   * @param scale what it is multiplied with: 1, 2, 4, 8 or (on arm64) 16
   */
  record Index(UsdtRegister register, boolean isSigned, int scale) {}
}
