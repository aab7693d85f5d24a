package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Subprogram;
import java.util.List;

/**
 * The program's own function and, after it, those that it calls, with real registers.
 *
 * @param failSites where runs may fail in any of them
 */
record MachineProgram(List<Function> functions, List<FailSite> failSites) {
  /** The longest form that the kernel gives a call or a classic packet load ({@code fixups}). */
  private static final int EXPANDED_CALL = 20;

  /**
   * A function and the form it is emitted in.
   *
   * @param subprogram null for the program's own
   * @param graph what it was made of
   */
  record Function(
      Subprogram subprogram,
      Graph graph,
      MachineFunction code,
      StackFrame frame,
      BlockLayout layout) {
    /** The same with one place for slots that are not in use at the same time. */
    Function withSharedSlots() {
      StackFrame shared = new StackFrame(code, new SlotConflicts(graph));
      return new Function(subprogram, graph, code, shared, layout);
    }
  }

  /**
   * An upper bound of the slots of the longest function after the kernel has rewritten it: jumps
   * must reach that far.
   */
  int expandedSize() {
    int most = 0;
    for (Function function : functions) {
      int size = 0;
      for (MachineBlock block : function.code().blocks()) {
        size += 2;
        for (MachineInsn insn : block.insns()) {
          size += expandedSize(insn);
        }
      }
      most = Math.max(most, size);
    }
    return most;
  }

  private static int expandedSize(MachineInsn insn) {
    return switch (insn.kind()) {
      case CALL, LD_ABS, LD_IND -> EXPANDED_CALL;
      case ALU, ALU_IMM -> 4;
      default -> 2;
    };
  }
}
