package bpf4j.compiler.internal.codegen;

import java.util.Arrays;

/** Which real registers hold the same, as the moves of a block so far have made them. */
final class KnownCopies {
  private static final int REGISTERS = MachineInsn.FIRST_VIRTUAL;

  /** For each register one that it was copied from and is still like; itself if there is none. */
  private final int[] origin = new int[REGISTERS];

  /** Nothing is known at the start of a block. */
  void clear() {
    Arrays.setAll(origin, register -> register);
  }

  /** Whether a move would change nothing. */
  boolean isIdle(MachineInsn insn) {
    return insn.isMove() && origin[insn.dst()] == origin[insn.src()];
  }

  /** Takes note of what an instruction does. */
  void apply(MachineInsn insn) {
    if (insn.clobbersCallerSaved()) {
      for (int register = 0; register < MachineInsn.CALLER_SAVED; register++) {
        forget(register);
      }
    }
    int def = insn.def();
    if (def != MachineInsn.NONE) {
      forget(def);
      if (insn.isMove()) {
        origin[def] = origin[insn.src()];
      }
    }
  }

  private void forget(int register) {
    int heir = MachineInsn.NONE;
    for (int other = 0; other < REGISTERS; other++) {
      if (other != register && origin[other] == register) {
        heir = heir == MachineInsn.NONE ? other : heir;
        origin[other] = heir;
      }
    }
    origin[register] = register;
  }
}
