package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A natural loop: the blocks from which its header is reached again without leaving it. */
final class Loop {
  private final Block header;
  private final Set<Block> blocks = new LinkedHashSet<>();
  private final List<Loop> inner = new ArrayList<>();

  Loop(Block header) {
    this.header = header;
  }

  Block header() {
    return header;
  }

  /** All blocks, those of inner loops included. */
  Set<Block> blocks() {
    return blocks;
  }

  /** The loops directly inside this one. */
  List<Loop> inner() {
    return inner;
  }

  boolean contains(Block block) {
    return blocks.contains(block);
  }

  /** The blocks that are in no inner loop. */
  List<Block> ownBlocks() {
    List<Block> own = new ArrayList<>(blocks);
    for (Loop loop : inner) {
      own.removeAll(loop.blocks);
    }
    return own;
  }

  /** True when one of the ways out of a block leads out of the loop. */
  boolean isExit(Block block) {
    return block.succCount() == 2 && contains(block.succ(0)) != contains(block.succ(1));
  }

  /** True when the way into the header is a way round, by the place of its predecessor. */
  boolean isBackEdge(int pred) {
    return contains(header.preds().get(pred));
  }

  @Override
  public String toString() {
    return "loop at " + header + " of " + blocks;
  }
}
