package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * Loads from the stack of what is known to be there become that value, stores of it are left out,
 * and so are all stores to slots that nobody reads.
 *
 * <p>What was stored on all ways to a place is the same value there: a store is only remembered
 * past a join if each way in has made it, so that its value is computed before the join.
 */
final class StackMemory implements Pass {
  @Override
  public boolean run(Graph graph) {
    int stores = 0;
    int loads = 0;
    for (Block block : graph.blocks()) {
      for (Value value : block.values()) {
        if (isAccess(value)) {
          stores += value.op() == Op.STORE ? 1 : 0;
          loads += value.op() == Op.LOAD ? 1 : 0;
        }
      }
    }
    boolean changed = stores + loads > 1 && forward(graph);
    return stores > 0 && removeUnread(graph) || changed;
  }

  private static boolean isAccess(Value value) {
    return (value.op() == Op.STORE || value.op() == Op.LOAD) && value.arg(0).op() == Op.SLOT;
  }

  private static boolean forward(Graph graph) {
    List<Block> order = graph.reversePostorder();
    StackContents[] after = new StackContents[graph.blockCount()];
    boolean again = true;
    while (again) {
      again = false;
      for (Block block : order) {
        StackContents contents = before(block, after);
        block.values().forEach(contents::apply);
        StackContents old = after[block.id()];
        if (old == null || !old.isSame(contents)) {
          after[block.id()] = contents;
          again = true;
        }
      }
    }
    boolean changed = false;
    Value[] replacement = graph.newTable();
    for (Block block : order) {
      changed |= rewrite(graph, block, before(block, after), replacement);
    }
    if (changed) {
      graph.replaceAll(replacement);
    }
    return changed;
  }

  /** What is known on all ways into a block; ways that have not been looked at yet do not count. */
  private static StackContents before(Block block, StackContents[] after) {
    StackContents contents = null;
    for (Block pred : block.preds()) {
      StackContents known = after[pred.id()];
      if (known == null) {
        continue;
      }
      if (contents == null) {
        contents = known.copy();
      } else {
        contents.meet(known);
      }
    }
    return contents == null ? new StackContents() : contents;
  }

  private static boolean rewrite(
      Graph graph, Block block, StackContents contents, Value[] replacement) {
    boolean changed = false;
    for (Value value : List.copyOf(block.values())) {
      boolean gone = false;
      if (isAccess(value)) {
        Value known = contents.at(value.arg(0), value.imm(), value.access().bytes());
        if (known != null && value.op() == Op.STORE) {
          gone = known == value.arg(1);
        } else if (known != null) {
          Value loaded = loaded(graph, value, known);
          if (loaded != null) {
            replacement[value.id()] = loaded;
            gone = true;
          }
        }
      }
      if (gone) {
        block.values().remove(value);
        changed = true;
      } else {
        contents.apply(value);
      }
    }
    return changed;
  }

  /** What a load makes of a value stored with the same width; null if that is more than a move. */
  private static Value loaded(Graph graph, Value load, Value stored) {
    Access access = load.access();
    if (load.type() != stored.type()) {
      return null;
    }
    int whole = load.type() == Type.I32 ? Integer.BYTES : Long.BYTES;
    if (access.bytes() == whole) {
      return stored;
    }
    if (load.type() != Type.I32 || !stored.isConst()) {
      return null;
    }
    int bits = Byte.SIZE * access.bytes();
    long low = stored.imm() & (1L << bits) - 1;
    long extended = access.signed() ? low << Long.SIZE - bits >> Long.SIZE - bits : low;
    return graph.constant(Type.I32, extended);
  }

  /** A slot whose address is only ever stored to is of no use. */
  private static boolean removeUnread(Graph graph) {
    boolean[] written = new boolean[graph.slots().size()];
    boolean[] read = new boolean[written.length];
    for (Block block : graph.blocks()) {
      for (Value value : block.values()) {
        for (int i = 0; i < value.argCount(); i++) {
          if (value.arg(i).op() == Op.SLOT) {
            boolean store = value.op() == Op.STORE && i == 0;
            (store ? written : read)[index(value.arg(i))] = true;
          }
        }
      }
      note(block.left(), read);
      note(block.right(), read);
    }
    boolean any = false;
    for (int i = 0; i < written.length; i++) {
      written[i] &= !read[i];
      any |= written[i];
    }
    if (any) {
      for (Block block : graph.blocks()) {
        block
            .values()
            .removeIf(
                value ->
                    value.op() == Op.STORE
                        && value.arg(0).op() == Op.SLOT
                        && written[index(value.arg(0))]);
      }
    }
    return any;
  }

  private static void note(Value value, boolean[] read) {
    if (value != null && value.op() == Op.SLOT) {
      read[index(value)] = true;
    }
  }

  private static int index(Value slot) {
    return ((StackSlot) slot.aux()).index();
  }
}
