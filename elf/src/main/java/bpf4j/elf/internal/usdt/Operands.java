package bpf4j.elf.internal.usdt;

import bpf4j.elf.usdt.UsdtArgument;

/** Parses operands in the assembly of one processor. */
interface Operands {
  /**
   * Parses an operand.
   *
   * @param size the size of the value: 1, 2, 4 or 8
   * @param isSigned whether it has a sign
   * @param text the operand
   * @throws OperandException when no probe can read it
   */
  UsdtArgument parse(int size, boolean isSigned, String text) throws OperandException;
}
