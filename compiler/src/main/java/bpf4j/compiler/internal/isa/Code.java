package bpf4j.compiler.internal.isa;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Assembled instructions, with all jumps resolved and the maps still to be filled in. Immutable.
 */
public final class Code {
  private final long[] slots;
  private final List<Relocation> relocations;

  Code(long[] slots, List<Relocation> relocations) {
    this.slots = slots;
    this.relocations = relocations;
  }

  /**
   * The length as the kernel counts it.
   *
   * @return the number of slots
   */
  public int size() {
    return slots.length;
  }

  /**
   * One slot.
   *
   * @param index 0 to {@link #size} - 1
   * @return the slot, see {@link Insn}
   */
  public long slot(int index) {
    return slots[index];
  }

  /**
   * The slots, map descriptors still 0.
   *
   * @return a copy
   */
  public long[] slots() {
    return slots.clone();
  }

  /**
   * Where maps are used.
   *
   * @return the relocations in the order of their slots
   */
  public List<Relocation> relocations() {
    return relocations;
  }

  /**
   * The slots with every map's file descriptor filled in, ready for {@code BPF_PROG_LOAD}.
   *
   * @param descriptorOf gives the open descriptor of a relocation's map
   * @return a new array
   */
  public long[] resolve(ToIntFunction<Object> descriptorOf) {
    long[] resolved = slots.clone();
    for (Relocation relocation : relocations) {
      int slot = relocation.slot();
      resolved[slot] = Insn.withImm(resolved[slot], descriptorOf.applyAsInt(relocation.map()));
    }
    return resolved;
  }
}
