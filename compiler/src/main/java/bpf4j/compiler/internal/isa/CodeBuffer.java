package bpf4j.compiler.internal.isa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing array of slots, with the places in it that wait for a label's position or a map's
 * descriptor. Adding allocates nothing, apart from growth and the record of a map.
 */
final class CodeBuffer {
  private final IsaLevel level;
  private final List<Relocation> relocations = new ArrayList<>();
  private long[] slots = new long[64];
  private int size;
  private int[] fixupSlots = new int[16];
  private Label[] fixupTargets = new Label[16];
  private int fixups;

  CodeBuffer(IsaLevel level) {
    this.level = level;
  }

  int size() {
    return size;
  }

  void add(long slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size * 2);
    }
    slots[size++] = slot;
  }

  /** Lets the next instruction added refer to a label. */
  void refer(Label target) {
    if (fixups == fixupSlots.length) {
      fixupSlots = Arrays.copyOf(fixupSlots, fixups * 2);
      fixupTargets = Arrays.copyOf(fixupTargets, fixups * 2);
    }
    fixupSlots[fixups] = size;
    fixupTargets[fixups++] = target;
  }

  /** Lets the next instruction added, a 64-bit immediate load, refer to a map. */
  void relocate(Object map, Relocation.Kind kind) {
    relocations.add(new Relocation(size, map, kind));
  }

  Code finish() {
    for (int i = 0; i < fixups; i++) {
      int slot = fixupSlots[i];
      slots[slot] = resolved(slots[slot], slot, fixupTargets[i].position() - slot - 1);
    }
    return new Code(Arrays.copyOf(slots, size), List.copyOf(relocations));
  }

  private long resolved(long insn, int slot, int distance) {
    boolean always = Insn.isJump(insn) && (Insn.opcode(insn) & Opcode.OP_MASK) == Opcode.JA;
    boolean wide = !Insn.isJump(insn) || (always && Insn.cls(insn) == Opcode.JMP32);
    if (wide) {
      return Insn.withImm(insn, distance);
    }
    if (distance == (short) distance) {
      return Insn.withOff(insn, distance);
    }
    if (always && level.has(IsaLevel.V4)) {
      return Insn.of(Opcode.JMP32 | Opcode.JA, 0, 0, 0, distance);
    }
    throw new JumpRangeException(slot, distance, level);
  }
}
