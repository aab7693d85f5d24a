package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.codegen.MachineFunction.Spill;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every slot and spilled register its place below the frame pointer. */
final class StackFrame {
  static final int LIMIT = 512;

  /** What the kernel adds to a frame for {@code may_goto}: a count, and a time from 6.15 on. */
  private static final int BUDGET = 16;

  private final Map<Object, Integer> offsets = new HashMap<>();
  private int size;

  StackFrame(MachineFunction function) {
    for (MachineBlock block : function.blocks()) {
      for (MachineInsn insn : block.insns()) {
        if (insn.aux() instanceof StackSlot slot) {
          place(slot, slot.size(), slot.alignment());
        } else if (insn.aux() instanceof Spill spill) {
          place(spill, 8, 8);
        }
      }
    }
    size = size + 7 & ~7;
    if (size + (function.isBudgeted() ? BUDGET : 0) > LIMIT) {
      throw tooLarge();
    }
  }

  private CompileException tooLarge() {
    List<StackSlot> slots = new ArrayList<>();
    int spills = 0;
    for (Object what : offsets.keySet()) {
      if (what instanceof StackSlot slot) {
        slots.add(slot);
      } else {
        spills += Long.BYTES;
      }
    }
    slots.sort(Comparator.comparingInt(StackSlot::size).reversed());
    List<String> users = new ArrayList<>();
    SourcePosition first = null;
    for (StackSlot slot : slots) {
      SourcePosition position = slot.position();
      first = first == null ? position : first;
      String place = position == null ? "" : " (" + position.file() + ":" + position.line() + ")";
      users.add(slot.name() + " " + slot.size() + place);
    }
    if (spills > 0) {
      users.add("registers " + spills);
    }
    return new CompileException(
        first == null ? null : first.file(),
        first == null ? 0 : first.line(),
        "the program needs "
            + size
            + " bytes of stack, BPF has "
            + LIMIT
            + ": "
            + String.join(", ", users)
            + "; use smaller arrays and structs, or keep them in a per-CPU array map");
  }

  private void place(Object what, int bytes, int alignment) {
    if (!offsets.containsKey(what)) {
      size = size + bytes + alignment - 1 & -alignment;
      offsets.put(what, -size);
    }
  }

  /** The offset of a slot or spilled register from the frame pointer, negative. */
  int offsetOf(Object what) {
    return offsets.get(what);
  }

  /** Bytes in use. */
  int size() {
    return size;
  }
}
