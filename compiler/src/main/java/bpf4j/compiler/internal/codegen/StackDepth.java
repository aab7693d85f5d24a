package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.Subprogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much stack the longest chain of calls needs: 512 bytes are for all its frames together. */
final class StackDepth {
  /** What the kernel rounds frames up to when there are several ({@code check_max_stack_depth}). */
  private static final int UNIT = 32;

  private final Map<Subprogram, MachineProgram.Function> bySubprogram = new HashMap<>();
  private final Map<MachineProgram.Function, Integer> depths = new HashMap<>();
  private final int bytes;

  StackDepth(List<MachineProgram.Function> functions) {
    for (MachineProgram.Function function : functions) {
      if (function.subprogram() != null) {
        bySubprogram.put(function.subprogram(), function);
      }
    }
    MachineProgram.Function main = functions.get(0);
    bytes = functions.size() == 1 ? main.frame().size() : depth(main);
    if (bytes > StackFrame.LIMIT) {
      throw new CompileException(
          null,
          0,
          "the program and the functions that it calls need "
              + bytes
              + " bytes of stack together, BPF has "
              + StackFrame.LIMIT
              + "; use smaller arrays and structs, or keep them in a per-CPU array map");
    }
  }

  int bytes() {
    return bytes;
  }

  private int depth(MachineProgram.Function function) {
    Integer known = depths.get(function);
    if (known != null) {
      return known;
    }
    int deepest = 0;
    for (MachineBlock block : function.code().blocks()) {
      for (MachineInsn insn : block.insns()) {
        if (insn.kind() == MachineInsn.Kind.CALL && insn.aux() instanceof Subprogram called) {
          deepest = Math.max(deepest, depth(bySubprogram.get(called)));
        }
      }
    }
    int own = Math.max(function.frame().size(), 1) + UNIT - 1 & -UNIT;
    depths.put(function, own + deepest);
    return own + deepest;
  }
}
