package bpf4j.compiler;

import bpf4j.compiler.internal.isa.Annotations;
import bpf4j.compiler.internal.isa.Disassembler;
import bpf4j.compiler.internal.isa.Insn;
import java.util.ArrayList;
import java.util.List;

/**
 * One BPF instruction, with the fields of {@code struct bpf_insn} in {@code linux/bpf.h}. A 64-bit
 * immediate load, which takes two slots there, is one instruction here.
 *
 * @param position index of its first slot in the program, counted as the kernel counts
 * @param opcode opcode byte, 0 to 255
 * @param dst destination register field, 0 to 15 (registers are 0 to 10)
 * @param src source register field, 0 to 15; calls and 64-bit immediate loads keep a kind in it
 * @param offset signed 16-bit offset of memory accesses and jumps
 * @param immediate the immediate: 32 bits sign-extended, or all 64 of a two-slot load
 */
public record Instruction(int position, int opcode, int dst, int src, int offset, long immediate) {

  /**
   * Makes an instruction of the given fields, which need not be one that BPF has.
   *
   * @param position index of its first slot, not negative
   * @param opcode 0 to 255
   * @param dst 0 to 15
   * @param src 0 to 15
   * @param offset -32768 to 32767
   * @param immediate signed 32 bits, or any value of a 64-bit immediate load
   * @throws IllegalArgumentException when a field does not fit its place in the encoding
   */
  public Instruction {
    if (position < 0
        || (opcode & ~0xff) != 0
        || (dst & ~0xf) != 0
        || (src & ~0xf) != 0
        || offset != (short) offset
        || (opcode != Insn.LD_IMM64 && immediate != (int) immediate)) {
      throw new IllegalArgumentException("a field is outside the range of its encoding");
    }
  }

  /**
   * Splits a program into instructions.
   *
   * @param slots the program as an array of {@code struct bpf_insn}, each read as a little-endian
   *     {@code long}; not changed
   * @return the instructions in order, an unmodifiable list
   * @throws IllegalArgumentException when the second slot of a two-slot load is missing, or holds
   *     anything but the immediate's upper half
   */
  public static List<Instruction> listOf(long[] slots) {
    List<Instruction> instructions = new ArrayList<>(slots.length);
    for (int at = 0; at < slots.length; ) {
      long insn = slots[at];
      int length = Disassembler.length(slots, at);
      if (length != Insn.slots(insn)) {
        throw new IllegalArgumentException(
            "the 64-bit load at slot " + at + " lacks its second half");
      }
      long immediate = length == 2 ? Insn.imm64(insn, slots[at + 1]) : Insn.imm(insn);
      instructions.add(
          new Instruction(
              at, Insn.opcode(insn), Insn.dst(insn), Insn.src(insn), Insn.off(insn), immediate));
      at += length;
    }
    return List.copyOf(instructions);
  }

  /**
   * How many slots of the program it takes.
   *
   * @return 2 for a 64-bit immediate load, else 1
   */
  public int slots() {
    return opcode == Insn.LD_IMM64 ? 2 : 1;
  }

  /**
   * The instruction in the syntax of {@code llvm-objdump}.
   *
   * @return for example {@code r0 = *(u8 *)skb[23]}
   */
  @Override
  public String toString() {
    long first = Insn.of(opcode, dst, src, offset, (int) immediate);
    long[] encoded =
        slots() == 2
            ? new long[] {first, Insn.of(0, 0, 0, 0, (int) (immediate >>> 32))}
            : new long[] {first};
    return Disassembler.instruction(encoded, 0, Annotations.NONE);
  }
}
