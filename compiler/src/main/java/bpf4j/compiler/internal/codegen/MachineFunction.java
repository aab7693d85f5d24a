package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.List;

/** A function in machine instructions: a program, or one that it calls. */
final class MachineFunction {
  private final List<MachineBlock> blocks = new ArrayList<>();
  private final List<StackSlot> slots;
  private final List<FailSite> failSites;
  private int registerCount = MachineInsn.FIRST_VIRTUAL;
  private int spillCount;
  private boolean contextPinned;
  private boolean budgeted;

  /**
   * Begins a function.
   *
   * @param failSites the places where the program may fail, which this function adds its own to
   */
  MachineFunction(List<StackSlot> slots, List<FailSite> failSites) {
    this.slots = slots;
    this.failSites = failSites;
  }

  List<MachineBlock> blocks() {
    return blocks;
  }

  MachineBlock newBlock() {
    MachineBlock block = new MachineBlock(blocks.size());
    blocks.add(block);
    return block;
  }

  List<StackSlot> slots() {
    return slots;
  }

  /** The places where a run may fail, in the order of their counters. */
  List<FailSite> failSites() {
    return failSites;
  }

  int indexOf(FailSite site) {
    int index = failSites.indexOf(site);
    if (index < 0) {
      index = failSites.size();
      failSites.add(site);
    }
    return index;
  }

  int newRegister() {
    return registerCount++;
  }

  int registerCount() {
    return registerCount;
  }

  /** A new place of eight bytes to keep a register in. */
  Spill newSpill() {
    return new Spill(spillCount++);
  }

  int spillCount() {
    return spillCount;
  }

  /** True when register 6 holds the context throughout, as classic packet loads want it. */
  boolean isContextPinned() {
    return contextPinned;
  }

  void pinContext() {
    contextPinned = true;
  }

  /**
   * True when there is a {@code may_goto}, which the kernel expands with a counter on the stack.
   */
  boolean isBudgeted() {
    return budgeted;
  }

  void setBudgeted() {
    budgeted = true;
  }

  /** Where a register is kept while there are not enough of them. */
  record Spill(int index) {}
}
