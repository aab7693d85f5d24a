package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashSet;
import java.util.Set;

/** Tells since when the stack slots have been there that an address may be in. */
final class SlotAges {
  private SlotAges() {}

  /** Whether an address may be in a slot other than the first so many. */
  static boolean isNew(Value address, int slots) {
    return isNew(address, slots, new HashSet<>());
  }

  private static boolean isNew(Value address, int slots, Set<Value> seen) {
    if (address.op() == Op.SLOT) {
      return ((StackSlot) address.aux()).index() >= slots;
    }
    if (address.type() != Type.STACK || !seen.add(address)) {
      return false;
    }
    for (Value arg : address.args()) {
      if (isNew(arg, slots, seen)) {
        return true;
      }
    }
    return false;
  }
}
