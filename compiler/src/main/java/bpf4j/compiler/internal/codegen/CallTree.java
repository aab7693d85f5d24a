package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Subprogram;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a program and the functions that it calls, and those call, need together. */
final class CallTree {
  /** What the kernel rounds frames up to when there are several ({@code check_max_stack_depth}). */
  private static final int FRAME_UNIT = 32;

  /** How many instructions the verifier walks, at each call those of the function anew. */
  private static final long WALK_LIMIT = 1_000_000;

  /**
   * The needs of one function.
   *
   * @param stackBytes of the longest chain of calls
   * @param walked instructions, if no loop went round
   */
  private record Needs(int stackBytes, long walked) {}

  private final Map<Subprogram, MachineProgram.Function> bySubprogram = new HashMap<>();
  private final Map<MachineProgram.Function, Needs> known = new HashMap<>();
  private final List<MachineProgram.Function> functions;
  private final Needs all;

  /** Follows the calls. */
  CallTree(List<MachineProgram.Function> functions) {
    for (MachineProgram.Function function : functions) {
      if (function.subprogram() != null) {
        bySubprogram.put(function.subprogram(), function);
      }
    }
    this.functions = functions;
    this.all = needs(functions.get(0));
  }

  /** The bytes of stack that the longest chain of calls takes. */
  int stackBytes() {
    return functions.size() == 1 ? functions.get(0).frame().size() : all.stackBytes();
  }

  /** Whether the kernel has as much stack, for each function and for all. */
  boolean fitsStack() {
    return stackBytes() <= StackFrame.LIMIT
        && functions.stream().allMatch(function -> function.frame().fits());
  }

  /**
   * Sees that the kernel has what the functions need.
   *
   * @throws CompileException if it does not
   */
  void check() {
    functions.forEach(function -> function.frame().check());
    MachineProgram.Function main = functions.get(0);
    int stackBytes = stackBytes();
    long walked = all.walked();
    if (stackBytes > StackFrame.LIMIT) {
      throw refused(
          main,
          "the program and the functions that it calls need "
              + stackBytes
              + " bytes of stack together, BPF has "
              + StackFrame.LIMIT
              + "; use smaller arrays and structs, or keep them in a per-CPU array map");
    }
    if (walked > WALK_LIMIT) {
      throw refused(
          main,
          String.format(
              Locale.ROOT,
              "the program is too large: with its calls the verifier would walk %,d instructions,"
                  + " and it gives up at %,d; call fewer methods",
              walked,
              WALK_LIMIT));
    }
  }

  /** An exception at the call that needs most. */
  private CompileException refused(MachineProgram.Function main, String message) {
    SourcePosition position = null;
    long most = -1;
    for (MachineBlock block : main.code().blocks()) {
      for (MachineInsn insn : block.insns()) {
        if (insn.aux() instanceof Subprogram called
            && insn.position() != null
            && needs(bySubprogram.get(called)).walked() > most) {
          most = needs(bySubprogram.get(called)).walked();
          position = insn.position();
        }
      }
    }
    return SourcePosition.refusal(position, message);
  }

  private Needs needs(MachineProgram.Function function) {
    Needs needs = known.get(function);
    if (needs != null) {
      return needs;
    }
    int deepest = 0;
    long walked = 0;
    for (MachineBlock block : function.code().blocks()) {
      walked += block.insns().size() + 1L;
      for (MachineInsn insn : block.insns()) {
        if (insn.aux() instanceof Subprogram called) {
          Needs callee = needs(bySubprogram.get(called));
          deepest = Math.max(deepest, callee.stackBytes());
          walked += callee.walked();
        }
      }
    }
    int own = Math.max(function.frame().size(), 1) + FRAME_UNIT - 1 & -FRAME_UNIT;
    needs = new Needs(own + deepest, walked);
    known.put(function, needs);
    return needs;
  }
}
