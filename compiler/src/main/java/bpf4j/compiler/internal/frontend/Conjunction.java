package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Conditions tested one after the other until one does not hold. */
final class Conjunction {
  private final GraphBuilder builder;
  private final List<Block> ways = new ArrayList<>();

  Conjunction(GraphBuilder builder) {
    this.builder = builder;
  }

  /** Goes on if a condition holds. */
  void and(Cond cond, Value left, Value right) {
    if (left == right && cond == Cond.EQ
        || left.isConst()
            && right.isConst()
            && cond.test(left.imm(), right.imm(), left.type().isWide())) {
      return;
    }
    Block next = builder.newBlock();
    Block failed = builder.newBlock();
    builder.branch(cond, left, right, next, failed);
    ways.add(failed);
    builder.startBlock(next);
  }

  /** 1 if all have held, else 0; goes on where the ways meet. */
  Value end() {
    if (ways.isEmpty()) {
      return builder.i32(1);
    }
    Block join = builder.newBlock();
    builder.jump(join);
    for (Block way : ways) {
      builder.startBlock(way);
      builder.jump(join);
    }
    builder.startBlock(join);
    Value phi = builder.phi(I32);
    Value[] args = new Value[ways.size() + 1];
    for (int i = 0; i < args.length; i++) {
      args[i] = builder.i32(i == 0 ? 1 : 0);
    }
    phi.setArgs(args);
    return phi;
  }
}
