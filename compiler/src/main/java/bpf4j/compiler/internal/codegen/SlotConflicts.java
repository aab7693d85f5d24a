package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which stack slots hold something at the same time. A slot does from the first access to it until
 * the last that may follow; one whose address is stored or made a number of does throughout.
 */
final class SlotConflicts {
  /** The slots that an address may lead into, by the address. */
  private final Map<Value, BitSet> targets = new HashMap<>();

  private final BitSet escaped = new BitSet();
  private final Map<Block, BitSet> before = new HashMap<>();
  private final Map<Block, BitSet> after = new HashMap<>();
  private final BitSet[] conflicts;

  SlotConflicts(Graph graph) {
    conflicts = new BitSet[graph.slots().size()];
    for (int i = 0; i < conflicts.length; i++) {
      conflicts[i] = new BitSet();
    }
    List<Block> order = graph.reversePostorder();
    followAddresses(order);
    spread(order);
    for (Block block : order) {
      compare(block);
    }
  }

  /** Whether two slots must not be in one place. */
  boolean between(StackSlot a, StackSlot b) {
    return escaped.get(a.index()) || escaped.get(b.index()) || conflicts[a.index()].get(b.index());
  }

  private void followAddresses(List<Block> order) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        for (Value value : block.values()) {
          if (value.type() == Type.STACK) {
            changed |= follow(value);
          }
        }
      }
    }
    for (Block block : order) {
      for (Value value : block.values()) {
        for (int i = 0; i < value.argCount(); i++) {
          if (isLost(value, i)) {
            escaped.or(targetsOf(value.arg(i)));
          }
        }
      }
    }
  }

  /** Learns where an address leads from what it is made of; true if that is more than was known. */
  private boolean follow(Value address) {
    BitSet slots = targets.computeIfAbsent(address, a -> new BitSet());
    int known = slots.cardinality();
    for (Value arg : address.args()) {
      slots.or(targetsOf(arg));
    }
    return slots.cardinality() != known;
  }

  private BitSet targetsOf(Value value) {
    if (value.op() == Op.SLOT) {
      BitSet slot = new BitSet();
      slot.set(((StackSlot) value.aux()).index());
      return slot;
    }
    return targets.getOrDefault(value, new BitSet());
  }

  /** Whether an argument that is an address goes where it cannot be followed. */
  private static boolean isLost(Value user, int index) {
    if (user.arg(index).type() != Type.STACK || user.type() == Type.STACK) {
      return false;
    }
    boolean isStored = (user.op() == Op.STORE || user.op().isAtomic()) && index > 0;
    return isStored || user.op().isPure();
  }

  private BitSet accessedBy(Value value) {
    BitSet slots = new BitSet();
    if (!value.op().isPure() && value.op() != Op.PHI) {
      for (Value arg : value.args()) {
        slots.or(targetsOf(arg));
      }
    }
    return slots;
  }

  /** Finds which slots may have been accessed before each block, and may be after it. */
  private void spread(List<Block> order) {
    Map<Block, BitSet> own = new HashMap<>();
    for (Block block : order) {
      BitSet slots = new BitSet();
      block.values().forEach(value -> slots.or(accessedBy(value)));
      own.put(block, slots);
      before.put(block, new BitSet());
      after.put(block, new BitSet());
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        for (int i = 0; i < block.succCount(); i++) {
          Block succ = block.succ(i);
          changed |= add(before.get(succ), before.get(block), own.get(block));
          changed |= add(after.get(block), after.get(succ), own.get(succ));
        }
      }
    }
  }

  private static boolean add(BitSet to, BitSet first, BitSet second) {
    int known = to.cardinality();
    to.or(first);
    to.or(second);
    return to.cardinality() != known;
  }

  private void compare(Block block) {
    List<BitSet> accesses =
        block.values().stream().map(this::accessedBy).filter(slots -> !slots.isEmpty()).toList();
    BitSet[] later = new BitSet[accesses.size()];
    BitSet ahead = (BitSet) after.get(block).clone();
    for (int i = later.length - 1; i >= 0; i--) {
      ahead.or(accesses.get(i));
      later[i] = (BitSet) ahead.clone();
    }
    BitSet earlier = (BitSet) before.get(block).clone();
    for (int i = 0; i < later.length; i++) {
      BitSet accessed = accesses.get(i);
      earlier.or(accessed);
      BitSet held = later[i];
      held.and(earlier);
      accessed.stream()
          .forEach(
              slot -> {
                conflicts[slot].or(held);
                held.stream().forEach(other -> conflicts[other].set(slot));
              });
    }
  }
}
