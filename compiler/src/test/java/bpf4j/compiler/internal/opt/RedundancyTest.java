package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import org.junit.jupiter.api.Test;

/** What is computed twice, decided twice or for nobody is left out; nothing else is. */
class RedundancyTest {
  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);

  private Value packet(int offset, int bytes) {
    PacketAccess access = new PacketAccess(bytes, builder.site("short"));
    return builder.emit(Op.PACKET, Type.I32, offset, access, builder.i32(0));
  }

  private Value sum(Value left, Value right) {
    return builder.op(Op.ADD, Type.I32, left, right);
  }

  private long count(Op op) {
    return graph.blocks().stream()
        .flatMap(block -> block.values().stream())
        .filter(value -> value.op() == op)
        .count();
  }

  @Test
  void equalComputationsAreOne() {
    Value a = packet(0, 1);
    Value b = packet(1, 1);
    Value first = sum(a, b);
    Value second = sum(a, b);
    Value other = builder.op(Op.SUB, Type.I32, a, b);
    builder
        .block()
        .returns(builder.op(Op.MUL, Type.I32, builder.op(Op.XOR, Type.I32, first, second), other));
    assertThat(new ValueNumbering().run(graph)).isTrue();
    assertThat(count(Op.ADD)).isEqualTo(1);
    assertThat(count(Op.SUB)).isEqualTo(1);
    GraphVerifier.check(graph);
  }

  @Test
  void packetReadsAreRepeatedOnlyWithAnotherSizeOrPlace() {
    packet(0, 1);
    packet(0, 1);
    packet(0, 2);
    packet(2, 2);
    builder.block().returns(packet(2, 2));
    new ValueNumbering().run(graph);
    assertThat(count(Op.PACKET)).isEqualTo(3);
  }

  @Test
  void computationsOnOtherPathsStay() {
    Value a = packet(0, 1);
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    builder.branch(Cond.LT, a, builder.i32(5), yes, no);
    builder.startBlock(yes);
    builder.block().returns(sum(a, a));
    builder.startBlock(no);
    builder.block().returns(sum(a, a));
    assertThat(new ValueNumbering().run(graph)).isFalse();
    assertThat(count(Op.ADD)).isEqualTo(2);
  }

  @Test
  void loadsOfMemoryThatChangesStay() {
    Value slot = graph.address(graph.newSlot(8, "slot"));
    builder.store(slot, 0, 8, builder.i64(1));
    Value first = builder.load(Type.I64, slot, 0, Access.of(8, false));
    builder.store(slot, 0, 8, builder.i64(2));
    Value second = builder.load(Type.I64, slot, 0, Access.of(8, false));
    builder.block().returns(builder.op(Op.SUB, Type.I64, first, second));
    assertThat(new ValueNumbering().run(graph)).isFalse();
    assertThat(count(Op.LOAD)).isEqualTo(2);
  }

  @Test
  void branchesAreDecidedByThoseBefore() {
    Value a = packet(0, 4);
    Block small = builder.newBlock();
    Block large = builder.newBlock();
    builder.branch(Cond.LT, a, builder.i32(5), small, large);
    builder.startBlock(large);
    builder.block().returns(a);
    builder.startBlock(small);
    Block yes = builder.newBlock();
    Block never = builder.newBlock();
    builder.branch(Cond.LE, a, builder.i32(4), yes, never);
    builder.startBlock(yes);
    builder.block().returns(builder.i32(1));
    builder.startBlock(never);
    builder.block().returns(builder.i32(2));
    assertThat(new ValueNumbering().run(graph)).isTrue();
    assertThat(small.exit()).isEqualTo(Block.Exit.JUMP);
    assertThat(graph.blocks()).contains(yes).doesNotContain(never);
    GraphVerifier.check(graph);
  }

  @Test
  void pinnedBranchesAreNotDecided() {
    Value index = builder.op(Op.AND, Type.I64, field(), builder.i64(7));
    builder.requireBound(index, 8, "index");
    builder.requireBound(index, 8, "index");
    builder.block().returns(index);
    graph.removeUnreachable();
    new Simplify().run(graph);
    new ValueNumbering().run(graph);
    new JumpThreading().run(graph);
    assertThat(graph.blocks().stream().filter(block -> block.exit() == Block.Exit.BRANCH))
        .hasSize(2);
  }

  private Value field() {
    return builder.load(Type.I64, graph.context(), 8, Access.stable(8));
  }

  @Test
  void whatNobodyUsesIsLeftOut() {
    Value a = packet(0, 1);
    Value b = field();
    builder.op(Op.MUL, Type.I64, b, b);
    packet(3, 1);
    builder.call(new HelperCall(7, "get_prandom_u32", Type.I64));
    Value slot = graph.address(graph.newSlot(8, "slot"));
    builder.store(slot, 0, 4, a);
    builder.block().returns(builder.i32(0));
    assertThat(new DeadCode().run(graph)).isTrue();
    assertThat(count(Op.MUL)).isZero();
    assertThat(count(Op.LOAD)).isZero();
    assertThat(count(Op.PACKET)).as("may end the run").isEqualTo(2);
    assertThat(count(Op.CALL)).as("may do something").isEqualTo(1);
    assertThat(count(Op.STORE)).isEqualTo(1);
    GraphVerifier.check(graph);
  }

  @Test
  void answersThatNobodyUsesAreNotAskedFor() {
    Value slot = graph.address(graph.newSlot(8, "slot"));
    Access access = Access.of(8, false);
    builder.emit(Op.ATOMIC_FETCH_ADD, Type.I64, 0, access, slot, builder.i64(1));
    Value used = builder.emit(Op.ATOMIC_FETCH_ADD, Type.I64, 0, access, slot, builder.i64(1));
    builder.block().returns(used);
    new DeadCode().run(graph);
    assertThat(count(Op.ATOMIC_ADD)).isEqualTo(1);
    assertThat(count(Op.ATOMIC_FETCH_ADD)).isEqualTo(1);
  }

  @Test
  void booleansDissolve() {
    Value a = packet(0, 1);
    Value b = packet(1, 1);
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.LT, a, b, yes, no);
    builder.startBlock(yes);
    builder.jump(join);
    builder.startBlock(no);
    builder.jump(join);
    builder.startBlock(join);
    Value truth = builder.phi(Type.I32);
    truth.setArgs(builder.i32(1), builder.i32(0));
    Block less = builder.newBlock();
    Block notLess = builder.newBlock();
    builder.branch(Cond.NE, truth, builder.i32(0), less, notLess);
    builder.startBlock(less);
    builder.block().returns(sum(a, builder.i32(100)));
    builder.startBlock(notLess);
    builder.block().returns(sum(b, truth));
    assertThat(new JumpThreading().run(graph)).isTrue();
    GraphVerifier.check(graph);
    assertThat(graph.blocks()).doesNotContain(join);
    assertThat(Interpreter.run(graph, new byte[] {3, 5}).result()).isEqualTo(103);
    assertThat(Interpreter.run(graph, new byte[] {5, 3}).result()).isEqualTo(3);
  }
}
