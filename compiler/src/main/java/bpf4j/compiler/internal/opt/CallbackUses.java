package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a callback takes from the function around it, and what that takes from the callback. */
final class CallbackUses {
  private final Graph graph;
  private final CallbackRegion region;
  private final Set<Value> taken = new LinkedHashSet<>();
  private final Set<Value> left = new LinkedHashSet<>();
  private final Set<StackSlot> inside = new LinkedHashSet<>();
  private final Set<StackSlot> outside = new HashSet<>();
  private final Set<StackSlot> written = new LinkedHashSet<>();

  CallbackUses(Graph graph, CallbackRegion region) {
    this.graph = graph;
    this.region = region;
    graph.reversePostorder().forEach(this::look);
    written.retainAll(shared());
  }

  /** Values made before the callback and used in it. */
  Set<Value> taken() {
    return taken;
  }

  /** Values made in the callback and used after it. */
  Set<Value> left() {
    return left;
  }

  /** The variables that change from round to round. */
  List<Value> variables() {
    return List.copyOf(region.header().values().subList(0, region.header().phiCount()));
  }

  /** Slots of the function around that the callback uses as well. */
  Set<StackSlot> shared() {
    Set<StackSlot> shared = new LinkedHashSet<>(inside);
    shared.retainAll(outside);
    return shared;
  }

  /** Those of the shared slots that the callback may write to. */
  Set<StackSlot> written() {
    return written;
  }

  private void look(Block block) {
    boolean in = region.contains(block);
    for (Value value : block.values()) {
      for (int i = 0; i < value.argCount(); i++) {
        // What comes into the region with its edge is used outside, what leaves it likewise.
        use(value.arg(i), in && (value.op() != Op.PHI || region.contains(block.preds().get(i))));
      }
      if (in && value.op().writesMemory()) {
        for (Value arg : value.args()) {
          addSlots(arg, written);
        }
      }
    }
    use(block.left(), in);
    use(block.right(), in);
  }

  private void use(Value value, boolean in) {
    if (value == null) {
      return;
    }
    if (value.op() == Op.SLOT) {
      (in ? inside : outside).add((StackSlot) value.aux());
    } else if (!value.isFloating()) {
      boolean madeIn = region.contains(value.block());
      if (in && !madeIn && !isRemade(value)) {
        taken.add(value);
      } else if (!in && madeIn) {
        left.add(value);
      }
    }
  }

  /** True for values that a callback has or makes by itself. */
  private boolean isRemade(Value value) {
    return value == graph.context() || value.op() == Op.MAP_MEMORY;
  }

  /** The slots that an address may lie in. */
  static void addSlots(Value address, Set<StackSlot> slots) {
    addSlots(address, slots, new HashSet<>());
  }

  private static void addSlots(Value address, Set<StackSlot> slots, Set<Value> seen) {
    if (address.op() == Op.SLOT) {
      slots.add((StackSlot) address.aux());
    } else if (address.type() == Type.STACK && seen.add(address)) {
      for (Value arg : address.args()) {
        addSlots(arg, slots, seen);
      }
    }
  }

  /** The stores, outside of the callback, to slots that it writes to as well. */
  List<Value> storesOutside() {
    return stores(false);
  }

  /** The callback's stores to slots that it shares. */
  List<Value> storesInside() {
    return stores(true);
  }

  private List<Value> stores(boolean in) {
    List<Value> stores = new ArrayList<>();
    for (Block block : graph.reversePostorder()) {
      if (region.contains(block) == in) {
        for (Value value : block.values()) {
          Set<StackSlot> slots = new HashSet<>();
          if (value.op() == Op.STORE && value.arg(1).type().isInteger()) {
            addSlots(value.arg(0), slots);
          }
          slots.retainAll(written);
          if (!slots.isEmpty()) {
            stores.add(value);
          }
        }
      }
    }
    return stores;
  }
}
