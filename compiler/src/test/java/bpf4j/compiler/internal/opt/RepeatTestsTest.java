package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import org.junit.jupiter.api.Test;

/** Conditions that were kept for later branches are tested there anew. */
class RepeatTestsTest {
  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);
  private final Value a = packet(0);
  private final Value mask = builder.op(Op.AND, Type.I32, a, builder.i32(4));

  private Value packet(int offset) {
    PacketAccess access = new PacketAccess(1, builder.site("short"));
    return builder.emit(Op.PACKET, Type.I32, offset, access, builder.i32(0));
  }

  /** One number when the bit is set, another when it is not. */
  private Value choice(int ifSet, int ifNot) {
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, mask, builder.i32(0), yes, no);
    builder.startBlock(yes);
    builder.jump(join);
    builder.startBlock(no);
    builder.jump(join);
    builder.startBlock(join);
    Value choice = builder.phi(Type.I32);
    choice.setArgs(builder.i32(ifSet), builder.i32(ifNot));
    packet(1);
    return choice;
  }

  /** Branches on a comparison and answers with the block that does. */
  private Block test(Value value, Cond cond, int with) {
    Block block = builder.block();
    Block yes = builder.newBlock();
    Block no = builder.newBlock();
    builder.branch(cond, value, builder.i32(with), yes, no);
    builder.startBlock(yes);
    builder.block().returns(builder.i32(1));
    builder.startBlock(no);
    return block;
  }

  @Test
  void theConditionIsTestedAgain() {
    Block first = test(choice(1, 0), Cond.NE, 0);
    builder.block().returns(builder.i32(2));
    assertThat(new RepeatTests().run(graph)).isTrue();
    GraphVerifier.check(graph);
    assertThat(first.left()).isSameAs(mask);
    assertThat(first.cond()).isEqualTo(Cond.NE);
  }

  @Test
  void theOtherWayRound() {
    Block first = test(choice(7, 9), Cond.GT, 8);
    builder.block().returns(builder.i32(2));
    assertThat(new RepeatTests().run(graph)).isTrue();
    assertThat(first.left()).isSameAs(mask);
    assertThat(first.cond()).isEqualTo(Cond.EQ);
  }

  @Test
  void aNumberThatIsAlsoUsedOtherwiseStays() {
    Value choice = choice(1, 0);
    test(choice, Cond.NE, 0);
    builder.block().returns(choice);
    assertThat(new RepeatTests().run(graph)).isFalse();
  }

  @Test
  void aTestThatBothNumbersPassStays() {
    test(choice(7, 9), Cond.GT, 3);
    builder.block().returns(builder.i32(2));
    assertThat(new RepeatTests().run(graph)).isFalse();
  }

  @Test
  void branchesOnOneMaskMakeItThemselves() {
    Block first = test(mask, Cond.NE, 0);
    Block second = test(mask, Cond.EQ, 0);
    builder.block().returns(builder.i32(2));
    assertThat(new TestInPlace().run(graph)).isTrue();
    GraphVerifier.check(graph);
    assertThat(first.left().block()).isSameAs(first);
    assertThat(second.left().block()).isSameAs(second);
    assertThat(graph.entry().values()).doesNotContain(mask);
  }

  @Test
  void aMaskThatIsUsedOtherwiseStaysOne() {
    test(mask, Cond.NE, 0);
    test(mask, Cond.EQ, 0);
    builder.block().returns(mask);
    assertThat(new TestInPlace().run(graph)).isFalse();
  }
}
