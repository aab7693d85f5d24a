package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineFunction.Spill;
import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import bpf4j.compiler.internal.isa.MemSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces virtual registers by real ones. What finds none is kept on the stack, or made anew at
 * each use when it is a constant or an address.
 */
final class RegisterAllocator {
  private static final int ROUNDS = 64;

  private final MachineFunction function;
  private final Set<Integer> unspillable = new HashSet<>();

  RegisterAllocator(MachineFunction function) {
    this.function = function;
  }

  void run() {
    for (int i = 0; i < ROUNDS; i++) {
      Liveness liveness = new Liveness(function);
      if (i == 0 && new LatchCopies(function, liveness).run()) {
        liveness = new Liveness(function);
      }
      InterferenceGraph graph = new InterferenceGraph(function, liveness);
      Coloring coloring = new Coloring(graph, unspillable);
      if (coloring.spilled().isEmpty()) {
        rewrite(coloring);
        return;
      }
      spill(coloring.spilled());
    }
    throw new IllegalStateException("registers cannot be allocated");
  }

  private void rewrite(Coloring coloring) {
    KnownCopies copies = new KnownCopies();
    for (MachineBlock block : function.blocks()) {
      copies.clear();
      List<MachineInsn> kept = new ArrayList<>(block.insns().size());
      for (MachineInsn insn : block.insns()) {
        insn.dst(real(coloring, insn.dst()));
        insn.src(real(coloring, insn.src()));
        if (!copies.isIdle(insn)) {
          copies.apply(insn);
          kept.add(insn);
        }
      }
      block.setInsns(kept);
      if (block.cond() != null) {
        block.setLeft(real(coloring, block.left()));
        block.setRight(real(coloring, block.right()));
      }
    }
  }

  private static int real(Coloring coloring, int register) {
    return register < MachineInsn.FIRST_VIRTUAL ? register : coloring.colorOf(register);
  }

  private void spill(List<List<Integer>> groups) {
    Map<Integer, MachineInsn> remade = new HashMap<>();
    Map<Integer, Spill> places = new HashMap<>();
    for (List<Integer> group : groups) {
      Spill place = null;
      for (int register : group) {
        MachineInsn definition = onlyDefinition(register);
        if (definition != null && isCheapToRemake(definition)) {
          remade.put(register, definition);
        } else {
          place = place == null ? function.newSpill() : place;
          places.put(register, place);
        }
      }
    }
    for (MachineBlock block : function.blocks()) {
      new SpillRewriter(function, block, remade, places, unspillable).run();
    }
  }

  /** The one instruction that writes a register; null if there are several. */
  private MachineInsn onlyDefinition(int register) {
    MachineInsn found = null;
    for (MachineBlock block : function.blocks()) {
      for (MachineInsn insn : block.insns()) {
        if (insn.def() == register) {
          if (found != null) {
            return null;
          }
          found = insn;
        }
      }
    }
    return found;
  }

  private static boolean isCheapToRemake(MachineInsn insn) {
    return switch (insn.kind()) {
      case MOV_IMM, LD_MAP, LD_MAP_VALUE, LD_FUNCTION, FRAME_ADDRESS -> true;
      default -> false;
    };
  }

  /** The access of a register's place on the stack. */
  static MachineInsn access(Kind kind, Spill place, int register) {
    MachineInsn insn = new MachineInsn(kind).aux(place).size(MemSize.DW);
    return kind == Kind.LOAD
        ? insn.dst(register).src(MachineInsn.FP)
        : insn.src(register).dst(MachineInsn.FP);
  }
}
