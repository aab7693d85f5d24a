package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.isa.Insn;
import bpf4j.compiler.internal.isa.Opcode;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Mistakes of code generators. */
final class CodeEdits {
  private static final int FRAME_POINTER = 10;

  private CodeEdits() {}

  private static UnaryOperator<long[]> each(LongUnaryOperator edit) {
    return slots -> {
      long[] out = slots.clone();
      for (int i = 0; i < out.length; i += Insn.slots(out[i])) {
        out[i] = edit.applyAsLong(out[i]);
      }
      return out;
    };
  }

  private static long withOpcode(long insn, int opcode) {
    return insn & ~0xffL | opcode;
  }

  /** 32-bit operations in 64 bits: what they should clear stays. */
  static UnaryOperator<long[]> wide(Integer... operations) {
    Set<Integer> wrong = Set.of(operations);
    return each(
        insn ->
            Insn.cls(insn) == Opcode.ALU && wrong.contains(Insn.opcode(insn) & Opcode.OP_MASK)
                ? withOpcode(insn, Insn.opcode(insn) & ~Opcode.CLASS_MASK | Opcode.ALU64)
                : insn);
  }

  /** 32-bit comparisons in 64 bits. */
  static UnaryOperator<long[]> wideCompare() {
    return each(
        insn ->
            Insn.cls(insn) == Opcode.JMP32 && (Insn.opcode(insn) & Opcode.OP_MASK) != Opcode.JA
                ? withOpcode(insn, Insn.opcode(insn) & ~Opcode.CLASS_MASK | Opcode.JMP)
                : insn);
  }

  /** Immediates cut to 16 bits. */
  static UnaryOperator<long[]> shortImmediates() {
    return each(
        insn -> {
          boolean arithmetic = Insn.cls(insn) == Opcode.ALU || Insn.cls(insn) == Opcode.ALU64;
          boolean immediate = (Insn.opcode(insn) & Opcode.SOURCE_MASK) == Opcode.K;
          boolean order = (Insn.opcode(insn) & Opcode.OP_MASK) == Opcode.END;
          return arithmetic && immediate && !order
              ? Insn.withImm(insn, (short) Insn.imm(insn))
              : insn;
        });
  }

  /** The lowest two spilled numbers share a place. */
  static UnaryOperator<long[]> sharedSpills() {
    return slots -> {
      long[] out = slots.clone();
      int lowest = 0;
      for (long insn : out) {
        if (isSpill(insn)) {
          lowest = Math.min(lowest, Insn.off(insn));
        }
      }
      for (int i = 0; i < out.length; i += Insn.slots(out[i])) {
        if (isSpill(out[i]) && Insn.off(out[i]) == lowest) {
          out[i] = Insn.withOff(out[i], lowest + Long.BYTES);
        }
      }
      return out;
    };
  }

  private static boolean isSpill(long insn) {
    boolean store =
        Insn.opcode(insn) == (Opcode.STX | Opcode.MEM | Opcode.DW)
            && Insn.dst(insn) == FRAME_POINTER;
    boolean load =
        Insn.opcode(insn) == (Opcode.LDX | Opcode.MEM | Opcode.DW)
            && Insn.src(insn) == FRAME_POINTER;
    return store || load;
  }
}
