package bpf4j.compiler.internal.codegen;

import java.util.BitSet;
import java.util.List;

/** Which registers hold something that is still needed, at the end of each block. */
final class Liveness {
  private final BitSet[] liveOut;
  private final BitSet[] liveIn;

  Liveness(MachineFunction function) {
    List<MachineBlock> blocks = function.blocks();
    liveOut = new BitSet[blocks.size()];
    liveIn = new BitSet[blocks.size()];
    for (int i = 0; i < liveOut.length; i++) {
      liveOut[i] = new BitSet();
      liveIn[i] = new BitSet();
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = blocks.size() - 1; i >= 0; i--) {
        MachineBlock block = blocks.get(i);
        BitSet live = new BitSet();
        for (MachineBlock succ : block.succs()) {
          live.or(liveIn[succ.index()]);
        }
        liveOut[i] = (BitSet) live.clone();
        useOfEnd(block, live);
        for (int j = block.insns().size() - 1; j >= 0; j--) {
          step(block.insns().get(j), live);
        }
        if (!live.equals(liveIn[i])) {
          liveIn[i] = live;
          changed = true;
        }
      }
    }
  }

  /** Registers live after the block's last instruction, before its jump is taken. */
  BitSet liveOut(MachineBlock block) {
    return liveOut[block.index()];
  }

  /** Registers live before the block's first instruction. */
  BitSet liveIn(MachineBlock block) {
    return liveIn[block.index()];
  }

  /** Adds what the block's conditional jump reads. */
  static void useOfEnd(MachineBlock block, BitSet live) {
    if (block.cond() != null) {
      live.set(block.left());
      if (block.right() != MachineInsn.NONE) {
        live.set(block.right());
      }
    }
  }

  /** Goes backwards over one instruction. */
  static void step(MachineInsn insn, BitSet live) {
    int def = insn.def();
    if (def != MachineInsn.NONE) {
      live.clear(def);
    }
    if (insn.clobbersCallerSaved()) {
      live.clear(0, MachineInsn.CALLER_SAVED);
    }
    addUses(insn, live);
  }

  static void addUses(MachineInsn insn, BitSet live) {
    if (insn.readsDst()) {
      live.set(insn.dst());
    }
    if (insn.readsSrc()) {
      live.set(insn.src());
    }
    switch (insn.kind()) {
      case CALL -> live.set(1, 1 + insn.argCount());
      case LD_ABS, LD_IND -> live.set(6);
      case EXIT -> live.set(0);
      case ATOMIC -> {
        if (insn.comparesR0()) {
          live.set(0);
        }
      }
      default -> {}
    }
  }
}
