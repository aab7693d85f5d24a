package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.codegen.MachineFunction.Spill;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives every slot and spilled register its place below the frame pointer. */
final class StackFrame {
  static final int LIMIT = 512;

  /** What the kernel adds to a frame for {@code may_goto}: a count, and a time from 6.15 on. */
  private static final int BUDGET = 16;

  private final Map<Object, Integer> offsets = new LinkedHashMap<>();
  private final boolean budgeted;
  private int size;

  /** A frame in which everything has a place of its own. */
  StackFrame(MachineFunction function) {
    this(function, null);
  }

  /**
   * Makes a frame.
   *
   * @param conflicts between slots, those without any may share a place; null if none shall
   */
  StackFrame(MachineFunction function, SlotConflicts conflicts) {
    budgeted = function.isBudgeted();
    Set<Object> places = new LinkedHashSet<>();
    for (MachineBlock block : function.blocks()) {
      for (MachineInsn insn : block.insns()) {
        if (insn.aux() instanceof StackSlot || insn.aux() instanceof Spill) {
          places.add(insn.aux());
        }
      }
    }
    if (conflicts == null) {
      places.forEach(place -> place(place, size));
    } else {
      // The large ones first, as small ones fit between them.
      places.stream()
          .sorted(Comparator.comparingInt(StackFrame::bytes).reversed())
          .forEach(place -> place(place, firstFit(place, conflicts)));
    }
    size = size + 7 & ~7;
  }

  /**
   * Sees that the kernel has as much.
   *
   * @throws CompileException if it does not
   */
  void check() {
    if (!fits()) {
      throw tooLarge();
    }
  }

  /** Whether the kernel has as much. */
  boolean fits() {
    return size + (budgeted ? BUDGET : 0) <= LIMIT;
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

  private static int bytes(Object place) {
    return place instanceof StackSlot slot ? slot.size() : Long.BYTES;
  }

  private static int alignment(Object place) {
    return place instanceof StackSlot slot ? slot.alignment() : Long.BYTES;
  }

  /** How far down something reaches that lies below so many bytes of the frame. */
  private static int end(Object what, int above) {
    return above + bytes(what) + alignment(what) - 1 & -alignment(what);
  }

  private void place(Object what, int above) {
    int end = end(what, above);
    offsets.put(what, -end);
    size = Math.max(size, end);
  }

  /** The least number of bytes to leave above something so that it overlaps nothing it may not. */
  private int firstFit(Object what, SlotConflicts conflicts) {
    int above = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      int end = end(what, above);
      for (Map.Entry<Object, Integer> placed : offsets.entrySet()) {
        int placedEnd = -placed.getValue();
        int placedStart = placedEnd - bytes(placed.getKey());
        boolean overlaps = end - bytes(what) < placedEnd && placedStart < end;
        if (overlaps && !maySharePlace(what, placed.getKey(), conflicts)) {
          above = placedEnd;
          moved = true;
          break;
        }
      }
    }
    return above;
  }

  private static boolean maySharePlace(Object a, Object b, SlotConflicts conflicts) {
    return a instanceof StackSlot first
        && b instanceof StackSlot second
        && !conflicts.between(first, second);
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
