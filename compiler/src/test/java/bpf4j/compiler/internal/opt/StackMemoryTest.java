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

/** What is in the stack is known for as long as nobody may have written there. */
class StackMemoryTest {
  private static final HelperCall READS = HelperCall.reading(1, "reads", Type.I64);
  private static final HelperCall WRITES = new HelperCall(2, "writes", Type.I64);

  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);
  private final Value slot = graph.address(graph.newSlot(16, "slot"));

  private Value packet(int offset) {
    PacketAccess access = new PacketAccess(1, builder.site("short"));
    return builder.emit(Op.PACKET, Type.I32, offset, access, builder.i32(0));
  }

  private Value load(int offset, int bytes) {
    return builder.emit(Op.LOAD, Type.I32, offset, Access.of(bytes, false), slot);
  }

  private Value run() {
    new StackMemory().run(graph);
    GraphVerifier.check(graph);
    return graph.blocks().get(graph.blocks().size() - 1).left();
  }

  private long count(Op op) {
    return graph.blocks().stream()
        .flatMap(block -> block.values().stream())
        .filter(value -> value.op() == op)
        .count();
  }

  @Test
  void loadsBecomeWhatWasStored() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    builder.store(slot, 4, 4, packet(1));
    builder.block().returns(load(0, 4));
    assertThat(run()).isSameAs(a);
    assertThat(count(Op.LOAD)).isZero();
    assertThat(count(Op.STORE)).as("to a slot that nobody reads").isZero();
  }

  @Test
  void anotherWidthIsAnotherValue() {
    builder.store(slot, 0, 4, packet(0));
    Value loaded = load(0, 2);
    builder.block().returns(loaded);
    assertThat(run()).isSameAs(loaded);
  }

  @Test
  void overlappingStoresAreForgotten() {
    builder.store(slot, 0, 4, packet(0));
    builder.store(slot, 2, 1, packet(1));
    Value loaded = load(0, 4);
    builder.block().returns(loaded);
    assertThat(run()).isSameAs(loaded);
    assertThat(count(Op.STORE)).isEqualTo(2);
  }

  @Test
  void constantsAreCutAndExtended() {
    builder.store(slot, 0, 1, builder.i32(-3));
    builder.block().returns(load(0, 1));
    assertThat(run().imm()).isEqualTo(253);
  }

  @Test
  void helpersThatOnlyReadKeepWhatIsThere() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    builder.call(READS, slot);
    builder.store(slot, 0, 4, a);
    builder.call(READS, slot);
    builder.block().returns(load(0, 4));
    assertThat(run()).isSameAs(a);
    assertThat(count(Op.STORE)).isEqualTo(1);
  }

  @Test
  void helpersThatWriteMakeItUnknown() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    builder.call(WRITES, slot);
    builder.store(slot, 0, 4, a);
    builder.call(WRITES, slot);
    Value loaded = load(0, 4);
    builder.block().returns(loaded);
    assertThat(run()).isSameAs(loaded);
    assertThat(count(Op.STORE)).isEqualTo(2);
  }

  @Test
  void storesThroughComputedAddressesMakeItUnknown() {
    builder.store(slot, 0, 4, packet(0));
    Value index = builder.op(Op.ZEXT32, Type.I64, packet(1));
    Value address = builder.op(Op.ADD, Type.STACK, slot, index);
    builder.store(address, 0, 4, packet(2));
    Value loaded = load(0, 4);
    builder.block().returns(loaded);
    assertThat(run()).isSameAs(loaded);
  }

  @Test
  void whatOnlyOneWayStoresIsUnknownWhereTheyMeet() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    Block yes = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.EQ, a, builder.i32(1), yes, join);
    builder.startBlock(yes);
    builder.store(slot, 0, 4, packet(1));
    builder.jump(join);
    builder.startBlock(join);
    Value loaded = load(0, 4);
    builder.block().returns(loaded);
    assertThat(run()).isSameAs(loaded);
    assertThat(count(Op.STORE)).isEqualTo(2);
  }

  @Test
  void whatBothWaysLeaveIsKnownWhereTheyMeet() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    Block yes = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.EQ, a, builder.i32(1), yes, join);
    builder.startBlock(yes);
    builder.store(slot, 4, 4, packet(1));
    builder.jump(join);
    builder.startBlock(join);
    builder.block().returns(load(0, 4));
    assertThat(run()).isSameAs(a);
  }

  @Test
  void whatALoopStoresIsUnknownAtItsStart() {
    Value a = packet(0);
    builder.store(slot, 0, 4, a);
    Block loop = builder.newBlock();
    Block end = builder.newBlock();
    builder.jump(loop);
    builder.startBlock(loop);
    Value before = load(0, 4);
    builder.store(slot, 0, 4, builder.op(Op.ADD, Type.I32, before, a));
    builder.branch(Cond.EQ, before, builder.i32(9), end, loop);
    builder.startBlock(end);
    builder.block().returns(before);
    assertThat(run()).isSameAs(before);
    assertThat(count(Op.STORE)).isEqualTo(2);
  }
}
