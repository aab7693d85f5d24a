package bpf4j.compiler.internal.ir;

import bpf4j.maps.BpfMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** One program in SSA form. Not thread-safe: a graph belongs to one compilation. */
public final class Graph {
  private final List<Block> blocks = new ArrayList<>();
  private final List<StackSlot> slots = new ArrayList<>();
  private final Map<Long, Value> ints = new HashMap<>();
  private final Map<Long, Value> longs = new HashMap<>();
  private final IdentityHashMap<Object, Value> leaves = new IdentityHashMap<>();
  private final Block entry;
  private final Value context;
  private CallbackFrame callbackFrame;
  private boolean later;
  private int valueCount;
  private int blockCount;

  public Graph() {
    entry = newBlock();
    context = entry.append(newValue(Op.CONTEXT, Type.CONTEXT, 0, null));
  }

  public Block entry() {
    return entry;
  }

  /** The program's argument. */
  public Value context() {
    return context;
  }

  /** Says that the graph is a callback's, which reaches its caller's values through a frame. */
  public void setCallbackFrame(CallbackFrame frame) {
    callbackFrame = frame;
    context.setArgs(frame.address());
    context.setImm(CallbackFrame.CONTEXT);
  }

  /** Where a callback finds its caller's values; null if the graph is no callback's. */
  public CallbackFrame callbackFrame() {
    return callbackFrame;
  }

  /** Says that the graph is of a function that the kernel calls when the program's run is over. */
  public void setLater() {
    later = true;
  }

  /** Whether the kernel calls the function when the program's run is over. */
  public boolean isLater() {
    return later;
  }

  /** All blocks, unreachable ones included until {@link #removeUnreachable}. */
  public List<Block> blocks() {
    return blocks;
  }

  public List<StackSlot> slots() {
    return slots;
  }

  /** An upper bound of value ids, for tables indexed by them. */
  public int valueCount() {
    return valueCount;
  }

  /** An upper bound of block ids. */
  public int blockCount() {
    return blockCount;
  }

  public Block newBlock() {
    Block block = new Block(blockCount++);
    blocks.add(block);
    return block;
  }

  /** A slot that serves the whole program. */
  public StackSlot newSlot(int size, String name) {
    return newSlot(size, name, null);
  }

  /** A slot that one place in the program asks for. */
  public StackSlot newSlot(int size, String name, SourcePosition position) {
    StackSlot slot = new StackSlot(slots.size(), size, name, position);
    slots.add(slot);
    return slot;
  }

  /** Makes a value that is in no block yet. */
  public Value newValue(Op op, Type type, long imm, Object aux, Value... args) {
    return new Value(valueCount++, op, type, args, imm, aux);
  }

  /**
   * The constant of a type; I32 constants are kept sign-extended. Constants, maps and slot
   * addresses float: they are in no block, and are made anew wherever they are used.
   */
  public Value constant(Type type, long value) {
    long canonical = type == Type.I32 ? (int) value : value;
    return (type == Type.I32 ? ints : longs)
        .computeIfAbsent(
            canonical, c -> newValue(Op.CONST, type == Type.I32 ? type : Type.I64, c, null));
  }

  public Value map(BpfMap map) {
    return leaves.computeIfAbsent(map, m -> newValue(Op.MAP, Type.MAP, 0, m));
  }

  public Value address(StackSlot slot) {
    return leaves.computeIfAbsent(slot, s -> newValue(Op.SLOT, Type.STACK, 0, s));
  }

  public Value callback(Subprogram function) {
    return leaves.computeIfAbsent(
        function.graph(), g -> newValue(Op.CALLBACK, Type.FUNCTION, 0, function));
  }

  /** The reachable blocks in reverse postorder. */
  public List<Block> reversePostorder() {
    List<Block> order = new ArrayList<>(blocks.size());
    boolean[] seen = new boolean[blockCount];
    Block[] stack = new Block[blockCount + 1];
    int[] next = new int[blockCount + 1];
    int depth = 0;
    stack[0] = entry;
    seen[entry.id()] = true;
    while (depth >= 0) {
      Block block = stack[depth];
      int i = next[depth]++;
      if (i < block.succCount()) {
        // The false side of a branch first: it then comes later in the order, after the true side.
        Block succ = block.succ(block.succCount() - 1 - i);
        if (!seen[succ.id()]) {
          seen[succ.id()] = true;
          stack[++depth] = succ;
          next[depth] = 0;
        }
      } else {
        order.add(block);
        depth--;
      }
    }
    Collections.reverse(order);
    return order;
  }

  /** Whether a run may fail in it. Loops count: the budget that one may be given can run out. */
  public boolean mayFail() {
    if (hasLoops()) {
      return true;
    }
    for (Block block : reversePostorder()) {
      if (block.exit() == Block.Exit.FAIL) {
        return true;
      }
      for (Value value : block.values()) {
        boolean called = value.aux() instanceof Subprogram subprogram && subprogram.mayFail();
        if (value.op().mayExit() || called) {
          return true;
        }
      }
    }
    return false;
  }

  /** True when some block leads back to one before it. */
  public boolean hasLoops() {
    boolean[] seen = new boolean[blockCount];
    for (Block block : reversePostorder()) {
      seen[block.id()] = true;
      for (int i = 0; i < block.succCount(); i++) {
        if (seen[block.succ(i).id()]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Drops blocks that cannot be reached, and puts the rest in reverse postorder. */
  public void removeUnreachable() {
    List<Block> order = reversePostorder();
    if (order.size() != blocks.size()) {
      boolean[] live = new boolean[blockCount];
      for (Block block : order) {
        live[block.id()] = true;
      }
      for (Block block : blocks) {
        if (!live[block.id()]) {
          for (int i = block.succCount() - 1; i >= 0; i--) {
            if (live[block.succ(i).id()]) {
              block.succ(i).removePred(block);
            }
          }
        }
      }
    }
    blocks.clear();
    blocks.addAll(order);
  }

  /** How often each value is used, indexed by id. */
  public int[] countUses() {
    int[] uses = new int[valueCount];
    for (Block block : blocks) {
      for (Value value : block.values()) {
        for (Value arg : value.args()) {
          uses[arg.id()]++;
        }
      }
      if (block.left() != null) {
        uses[block.left().id()]++;
      }
      if (block.right() != null) {
        uses[block.right().id()]++;
      }
    }
    return uses;
  }

  /**
   * Replaces values by others throughout.
   *
   * @param replacement indexed by value id; null where a value stays
   */
  public void replaceAll(Value[] replacement) {
    for (Block block : blocks) {
      for (Value value : block.values()) {
        Value[] args = value.args();
        for (int i = 0; i < args.length; i++) {
          args[i] = resolve(replacement, args[i]);
        }
      }
      if (block.left() != null) {
        block.setLeft(resolve(replacement, block.left()));
      }
      if (block.right() != null) {
        block.setRight(resolve(replacement, block.right()));
      }
    }
  }

  private static Value resolve(Value[] replacement, Value value) {
    Value result = value;
    while (result.id() < replacement.length && replacement[result.id()] != null) {
      result = replacement[result.id()];
    }
    return result;
  }

  /** A table with room for every value made so far. */
  public Value[] newTable() {
    return new Value[valueCount];
  }

  @Override
  public String toString() {
    return GraphPrinter.print(this);
  }
}
