package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a block does nothing but branch, and on one way into it the outcome is known, leads that
 * way straight to the outcome. This is what dissolves booleans and null checks that were made in
 * one place and tested in another.
 */
final class JumpThreading implements Pass {
  private static final int CHAIN = 8;

  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    LoopForest forest = null;
    for (Block block : List.copyOf(graph.blocks())) {
      if (!isTest(graph, block)) {
        continue;
      }
      if (forest == null) {
        forest = new LoopForest(graph);
      }
      // Who comes to a loop's body not by its header would make a loop with two entries.
      Loop loop = forest.at(block);
      if (loop == null ? thread(graph, block) : rotate(graph, loop)) {
        changed = true;
        forest = null;
      }
    }
    if (changed) {
      graph.removeUnreachable();
    }
    return changed;
  }

  /** Whether a block does nothing but branch. */
  private static boolean isTest(Graph graph, Block block) {
    return block.exit() == Block.Exit.BRANCH
        && block != graph.entry()
        && !block.isPinned()
        && block.values().size() == block.phiCount()
        && block.succ(0) != block
        && block.succ(1) != block
        && block.succ(0) != block.succ(1)
        && !block.preds().isEmpty();
  }

  private static boolean thread(Graph graph, Block block) {
    boolean changed = false;
    for (int i = 0; i < block.preds().size(); ) {
      Block pred = block.preds().get(i);
      Boolean outcome = outcome(block, pred, i);
      if (outcome == null || block.preds().indexOf(pred) != i || entersTwice(pred, block)) {
        i++;
        continue;
      }
      redirect(graph, block, pred, i, outcome ? 0 : 1);
      changed = true;
    }
    return changed;
  }

  private static boolean entersTwice(Block pred, Block block) {
    return pred.succCount() == 2 && pred.succ(0) == block && pred.succ(1) == block;
  }

  /**
   * A loop whose first test is known to succeed is entered behind the test. All ways into the loop
   * must go there, or it would get a second entry.
   */
  private static boolean rotate(Graph graph, Loop loop) {
    Block header = loop.header();
    int entry = -1;
    for (int i = 0; i < header.preds().size(); i++) {
      if (!loop.isBackEdge(i)) {
        if (entry >= 0) {
          return false;
        }
        entry = i;
      }
    }
    if (entry < 0) {
      return false;
    }
    Block pred = header.preds().get(entry);
    Boolean outcome = outcome(header, pred, entry);
    int taken = outcome == null ? -1 : outcome ? 0 : 1;
    if (taken < 0 || entersTwice(pred, header) || !loop.contains(header.succ(taken))) {
      return false;
    }
    if (header.succ(taken).preds().size() != 1 || loop.contains(header.succ(1 - taken))) {
      return false;
    }
    redirect(graph, header, pred, entry, taken);
    return true;
  }

  private static Boolean outcome(Block block, Block pred, int index) {
    Value left = along(block, block.left(), index);
    Value right = along(block, block.right(), index);
    Cond cond = block.cond();
    if (left.isConst() && right.isConst()) {
      return cond.test(left.imm(), right.imm(), left.type().isWide());
    }
    if (left == right) {
      return cond.test(0, 0, true);
    }
    Block to = block;
    Block from = pred;
    for (int i = 0; i < CHAIN; i++) {
      if (from.exit() == Block.Exit.BRANCH && from.succ(0) != from.succ(1)) {
        Boolean known = known(from, to, cond, left, right);
        if (known != null) {
          return known;
        }
      }
      if (from.preds().size() != 1) {
        return null;
      }
      to = from;
      from = from.preds().get(0);
    }
    return null;
  }

  private static Boolean known(Block from, Block to, Cond asked, Value left, Value right) {
    Cond held = from.succ(0) == to ? from.cond() : from.cond().negate();
    Facts facts = new Facts();
    facts.add(held, from.left(), from.right());
    return facts.decide(asked, left, right);
  }

  private static Value along(Block block, Value value, int index) {
    return value.op() == Op.PHI && value.block() == block ? value.arg(index) : value;
  }

  private static void redirect(Graph graph, Block block, Block pred, int index, int taken) {
    Block target = block.succ(taken);
    Map<Value, Value> onEdge = new LinkedHashMap<>();
    for (int i = 0; i < block.phiCount(); i++) {
      Value phi = block.values().get(i);
      onEdge.put(phi, phi.arg(index));
    }
    Block edge = graph.newBlock();
    edge.setPosition(block.position());
    if (target.isCold()) {
      edge.setCold();
    }
    int blockIndex = target.preds().indexOf(block);
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < target.phiCount(); i++) {
      Value arg = target.values().get(i).arg(blockIndex);
      args.add(onEdge.getOrDefault(arg, arg));
    }
    int slot = pred.succ(0) == block ? 0 : 1;
    pred.retarget(slot, edge);
    edge.jump(target);
    for (int i = 0; i < args.size(); i++) {
      Block.addPhiArg(target.values().get(i), args.get(i));
    }
    onEdge.forEach((phi, value) -> new SsaRepair(graph, phi, block, edge, value).run());
  }
}
