package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a copy of a loop's blocks before the loop, for its first round: whoever enters the loop
 * enters the copy, and the copy's way round leads into the loop. The loop has one way in, one way
 * round, and no loop inside.
 */
final class LoopPeeler {
  private final Graph graph;
  private final Loop loop;
  private final List<Block> order;
  private final Map<Block, Block> blocks = new HashMap<>();
  private final Map<Value, Value> values = new HashMap<>();

  private LoopPeeler(Graph graph, Loop loop) {
    this.graph = graph;
    this.loop = loop;
    this.order = graph.reversePostorder().stream().filter(loop::contains).toList();
  }

  /** Peels one round off. */
  static void peel(Graph graph, Loop loop) {
    new LoopPeeler(graph, loop).run();
  }

  private void run() {
    Block header = loop.header();
    int entry = loop.isBackEdge(0) ? 1 : 0;
    Block before = header.preds().get(entry);
    for (Block block : order) {
      Block copy = graph.newBlock();
      blocks.put(block, copy);
      copy.setPosition(block.position());
      if (block.isPinned()) {
        copy.setPinned();
      }
    }
    Set<Value> usedOutside = usedOutside();
    order.forEach(block -> copyValues(block, entry));
    order.forEach(this::copyExit);
    order.forEach(this::completePhis);
    before.retarget(before.succ(0) == header ? 0 : 1, blocks.get(header));
    for (Value value : usedOutside) {
      Block home = value.block();
      new SsaRepair(graph, value, home, blocks.get(home), values.get(value)).run();
    }
    graph.removeUnreachable();
  }

  private void copyValues(Block block, int entry) {
    Block copy = blocks.get(block);
    for (Value value : block.values()) {
      if (block == loop.header() && value.op() == Op.PHI) {
        values.put(value, value.arg(entry));
        continue;
      }
      Value twin = graph.newValue(value.op(), value.type(), value.imm(), value.aux());
      twin.setPosition(value.position());
      values.put(value, twin);
      copy.append(twin);
      if (value.op() != Op.PHI) {
        twin.setArgs(copyOf(value.args()));
      }
    }
  }

  private Value[] copyOf(Value[] args) {
    Value[] copies = new Value[args.length];
    for (int i = 0; i < args.length; i++) {
      copies[i] = copyOf(args[i]);
    }
    return copies;
  }

  private Value copyOf(Value value) {
    return values.getOrDefault(value, value);
  }

  private void copyExit(Block block) {
    Block copy = blocks.get(block);
    if (block.exit() == Block.Exit.JUMP) {
      copy.jump(copyOf(block.succ(0)));
    } else {
      copy.branch(
          block.cond(),
          copyOf(block.left()),
          copyOf(block.right()),
          copyOf(block.succ(0)),
          copyOf(block.succ(1)));
    }
    for (int i = 0; i < block.succCount(); i++) {
      Block target = block.succ(i);
      if (target == loop.header() || !loop.contains(target)) {
        int from = target.preds().indexOf(block);
        for (Value phi : target.values().subList(0, target.phiCount())) {
          Block.addPhiArg(phi, copyOf(phi.arg(from)));
        }
      }
    }
  }

  /** Where a way of the loop leads in the copy. */
  private Block copyOf(Block target) {
    return target == loop.header() ? target : blocks.getOrDefault(target, target);
  }

  private void completePhis(Block block) {
    Block copy = blocks.get(block);
    if (block == loop.header()) {
      return;
    }
    for (int i = 0; i < block.phiCount(); i++) {
      Value phi = block.values().get(i);
      Value[] args = new Value[copy.preds().size()];
      for (int j = 0; j < block.preds().size(); j++) {
        int at = copy.preds().indexOf(blocks.get(block.preds().get(j)));
        args[at] = copyOf(phi.arg(j));
      }
      copy.values().get(i).setArgs(args);
    }
  }

  private Set<Value> usedOutside() {
    Set<Value> used = new LinkedHashSet<>();
    for (Block block : graph.blocks()) {
      if (loop.contains(block)) {
        continue;
      }
      List<Value> uses = new ArrayList<>();
      for (Value value : block.values()) {
        for (int i = 0; i < value.argCount(); i++) {
          // What comes along an edge out of the loop is given to the copy's edge as well.
          if (value.op() != Op.PHI || !loop.contains(block.preds().get(i))) {
            uses.add(value.arg(i));
          }
        }
      }
      uses.add(block.left());
      uses.add(block.right());
      uses.removeIf(use -> use == null || use.isFloating() || !loop.contains(use.block()));
      used.addAll(uses);
    }
    return used;
  }
}
