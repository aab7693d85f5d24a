package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** What is known to be in the stack's slots at one point of a program. */
final class StackContents {
  private record Entry(StackSlot slot, long offset, int bytes, Value value) {
    boolean isAt(StackSlot otherSlot, long otherOffset, int otherBytes) {
      return slot == otherSlot && offset == otherOffset && bytes == otherBytes;
    }

    boolean overlaps(StackSlot otherSlot, long otherOffset, int otherBytes) {
      return slot == otherSlot && offset < otherOffset + otherBytes && otherOffset < offset + bytes;
    }
  }

  private final List<Entry> entries;

  StackContents() {
    this(new ArrayList<>());
  }

  private StackContents(List<Entry> entries) {
    this.entries = entries;
  }

  StackContents copy() {
    return new StackContents(new ArrayList<>(entries));
  }

  /** Keeps what is also known of another point. */
  void meet(StackContents other) {
    entries.retainAll(other.entries);
  }

  boolean isSame(StackContents other) {
    return entries.size() == other.entries.size() && other.entries.containsAll(entries);
  }

  /** The value that was stored where another is loaded from or stored to; null if not known. */
  Value at(Value address, long offset, int bytes) {
    if (address.op() == Op.SLOT) {
      for (Entry entry : entries) {
        if (entry.isAt((StackSlot) address.aux(), offset, bytes)) {
          return entry.value();
        }
      }
    }
    return null;
  }

  /** Takes in what a value does to the stack. */
  void apply(Value value) {
    if (value.op() == Op.STORE) {
      store(value);
      return;
    }
    if (!value.op().writesMemory()
        || value.aux() instanceof HelperCall helper && helper.onlyReads()) {
      return;
    }
    if (value.callsBack()) {
      entries.clear();
      return;
    }
    for (Value arg : value.args()) {
      forget(arg);
    }
  }

  private void store(Value store) {
    Value address = store.arg(0);
    if (address.op() != Op.SLOT) {
      forget(address);
      return;
    }
    StackSlot slot = (StackSlot) address.aux();
    int bytes = ((Access) store.aux()).bytes();
    entries.removeIf(entry -> entry.overlaps(slot, store.imm(), bytes));
    entries.add(new Entry(slot, store.imm(), bytes, store.arg(1)));
  }

  /** Something unknown is written through a pointer; a computed one may lead to any slot. */
  private void forget(Value pointer) {
    if (pointer.op() == Op.SLOT) {
      entries.removeIf(entry -> entry.slot() == pointer.aux());
    } else if (pointer.type() == Type.STACK) {
      entries.clear();
    }
  }
}
