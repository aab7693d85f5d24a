package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.CallbackFrame;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** Which word of a {@link CallbackFrame} holds what. */
final class CallbackLayout {
  private final Map<Object, Integer> offsets = new HashMap<>();
  private int size = CallbackFrame.VALUES;

  CallbackLayout(CallbackUses uses) {
    uses.variables().forEach(this::add);
    uses.taken().forEach(this::add);
    uses.left().forEach(this::add);
    uses.shared().forEach(this::add);
  }

  private void add(Object what) {
    if (offsets.putIfAbsent(what, size) == null) {
      size += Long.BYTES;
    }
  }

  /** Where a value is. */
  int of(Value value) {
    return offsets.get(value);
  }

  /** Where the address of a slot is. */
  int of(StackSlot slot) {
    return offsets.get(slot);
  }

  int size() {
    return size;
  }
}
