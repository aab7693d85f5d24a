package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocks that a helper is to run again and again as a callback: the rounds of a loop, or what is
 * done with each entry of a map.
 *
 * @param header where each round begins
 * @param blocks all of them, the header included, and where runs fail in them
 * @param next what goes to the next entry of a map; null for other loops
 */
record CallbackRegion(Block header, Set<Block> blocks, Value next) {
  /** A way out of the region. */
  record Exit(Block from, int index) {
    Block to() {
      return from.succ(index);
    }
  }

  /** What is done with each entry of a map, given the value that goes to the next. */
  static CallbackRegion walk(Value next) {
    Block header = next.block();
    Set<Block> blocks = new LinkedHashSet<>();
    blocks.add(header);
    Deque<Block> work = new ArrayDeque<>();
    work.push(header.succ(entrySide(header)));
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (blocks.add(block)) {
        for (int i = 0; i < block.succCount(); i++) {
          work.push(block.succ(i));
        }
      }
    }
    return new CallbackRegion(header, blocks, next);
  }

  /** The rounds of a loop. */
  static CallbackRegion of(Loop loop) {
    Set<Block> blocks = new LinkedHashSet<>(loop.blocks());
    for (Block block : loop.blocks()) {
      for (int i = 0; i < block.succCount(); i++) {
        Block end = block.succ(i);
        if (end.exit() == Block.Exit.FAIL && loop.blocks().containsAll(end.preds())) {
          blocks.add(end);
        }
      }
    }
    return new CallbackRegion(loop.header(), blocks, null);
  }

  /** Which way of a walk's header leads to what is done with an entry. */
  private static int entrySide(Block header) {
    boolean asks =
        header.exit() == Block.Exit.BRANCH
            && header.left().op() == Op.MAP_NEXT
            && header.right().isZero()
            && (header.cond() == Cond.NE || header.cond() == Cond.EQ);
    if (!asks) {
      throw new IllegalStateException(header + " goes to a map's next entry without asking for it");
    }
    return header.cond() == Cond.NE ? 0 : 1;
  }

  boolean isWalk() {
    return next != null;
  }

  /** Whether the walk is through the records of a user ring buffer. */
  boolean takesRecords() {
    return isWalk() && next.imm() != 0;
  }

  /** What walks through the map. */
  HelperCall helper() {
    return (HelperCall) next.aux();
  }

  boolean contains(Block block) {
    return blocks.contains(block);
  }

  SourcePosition position() {
    return isWalk() ? next.position() : Termination.position(header);
  }

  /** The blocks, each after those that lead to it but for ways round. */
  List<Block> order(Graph graph) {
    return graph.reversePostorder().stream().filter(blocks::contains).toList();
  }

  /** Whether a way leaves the callback for the next round, or is taken by the helper itself. */
  boolean isDone(Block from, int index) {
    return isWalk() && from == header && index != entrySide(header);
  }

  /** The way that is taken when all is done. */
  Exit done() {
    return new Exit(header, 1 - entrySide(header));
  }

  /** The ways out that are taken inside the callback. */
  List<Exit> exits(Graph graph) {
    List<Exit> exits = new ArrayList<>();
    for (Block block : order(graph)) {
      for (int i = 0; i < block.succCount(); i++) {
        if (!contains(block.succ(i)) && !isDone(block, i)) {
          exits.add(new Exit(block, i));
        }
      }
    }
    return exits;
  }
}
