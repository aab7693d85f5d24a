package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Expressions;
import bpf4j.compiler.internal.ir.Expressions.Expression;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A branch goes the same way after the rules as before. */
class BranchRulesTest {
  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);

  private Value field(Type type, int bytes) {
    return builder.load(type, graph.context(), 0, Access.stable(bytes));
  }

  private Block branch(Cond cond, Value left, Value right) {
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    builder.branch(cond, left, right, yes, no);
    Block block = builder.block();
    BranchRules.apply(graph, block);
    builder.startBlock(builder.newBlock());
    return block;
  }

  @Test
  void decidesByKnownBits() {
    Value small = field(Type.I32, 1);
    assertThat(branch(Cond.ULT, small, builder.i32(256)).exit()).isEqualTo(Block.Exit.JUMP);
    assertThat(branch(Cond.LT, small, builder.i32(0)).exit()).isEqualTo(Block.Exit.JUMP);
    assertThat(branch(Cond.EQ, small, builder.i32(0x100)).exit()).isEqualTo(Block.Exit.JUMP);
    assertThat(branch(Cond.ULT, small, builder.i32(255)).exit()).isEqualTo(Block.Exit.BRANCH);
  }

  @Test
  void comparesWithoutConversions() {
    Value x = field(Type.I32, 4);
    Block swapped = branch(Cond.EQ, builder.op(Op.SWAP32, Type.I32, x), builder.i32(0x0800));
    assertThat(swapped.left()).isSameAs(x);
    assertThat(swapped.right().imm()).isEqualTo(0x0008_0000);
    Block extended = branch(Cond.LT, builder.op(Op.SEXT32, Type.I64, x), builder.i64(-5));
    assertThat(extended.left()).isSameAs(x);
    assertThat(extended.cond()).isEqualTo(Cond.LT);
    Block unsigned = branch(Cond.LT, builder.op(Op.ZEXT32, Type.I64, x), builder.i64(5));
    assertThat(unsigned.left()).isSameAs(x);
    assertThat(unsigned.cond()).isEqualTo(Cond.ULT);
    Block added = branch(Cond.NE, builder.op(Op.ADD, Type.I32, x, builder.i32(3)), builder.i32(1));
    assertThat(added.left()).isSameAs(x);
    assertThat(added.right().imm()).isEqualTo(-2);
  }

  @Test
  void leavesAloneWhatTheVerifierMustSee() {
    Value small = field(Type.I64, 8);
    Value index = builder.op(Op.AND, Type.I64, small, builder.i64(7));
    builder.requireBound(index, 8, "index");
    Block check = graph.entry();
    assertThat(BranchRules.apply(graph, check)).isFalse();
    assertThat(check.exit()).isEqualTo(Block.Exit.BRANCH);
    assertThat(check.left()).isSameAs(index);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void randomComparisonsKeepTheirOutcome(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      GraphBuilder fresh = new GraphBuilder(new Graph());
      long[][] contexts = Expressions.contexts(random, 24, 8);
      Expressions expressions = new Expressions(random, fresh, contexts);
      for (int i = 0; i < 40; i++) {
        Expression left = expressions.next();
        Expression right =
            random.nextInt(3) > 0
                ? expressions.constant(left.type())
                : expressions.operand(left.type());
        Cond cond = Cond.values()[random.nextInt(Cond.values().length)];
        check(fresh, cond, left, right, contexts);
      }
    }
  }

  private static void check(
      GraphBuilder builder, Cond cond, Expression left, Expression right, long[][] contexts) {
    Block block = builder.block();
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    builder.branch(cond, left.value(), right.value(), yes, no);
    BranchRules.apply(builder.graph(), block);
    boolean wide = left.type().isWide();
    for (int c = 0; c < contexts.length; c++) {
      boolean expected = cond.test(left.results()[c], right.results()[c], wide);
      assertThat(way(block, contexts[c]))
          .as("%s %s %s", left.results()[c], cond, right.results()[c])
          .isSameAs(expected ? yes : no);
    }
    // So that the next one finds the block open again, with all values still in it.
    block.unterminate();
  }

  private static Block way(Block block, long[] context) {
    if (block.exit() == Block.Exit.JUMP) {
      return block.succ(0);
    }
    long left = Expressions.evaluate(block.left(), context);
    long right = Expressions.evaluate(block.right(), context);
    boolean holds = block.cond().test(left, right, block.left().type().isWide());
    return block.succ(holds ? 0 : 1);
  }
}
