package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Loops are written out when that is hardly longer than they are. */
class UnrollTest {
  private static final Target TARGET =
      new Target(Set.of(Target.Feature.SIGN_EXTENSION), false, Target.PacketReads.CLASSIC, 0);

  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);

  private Value read(Value offset) {
    PacketAccess access = new PacketAccess(1, builder.site("short"));
    return builder.emit(Op.PACKET, Type.I32, 0, access, offset);
  }

  /** A loop that counts from 0 while below a limit, and returns what it has counted to. */
  private void loop(int limit, Consumer<Value> body) {
    Block before = builder.block();
    Block header = builder.newBlock();
    Block round = builder.newBlock();
    Block end = builder.newBlock();
    builder.jump(header);
    builder.startBlock(header);
    Value counter = builder.phi(Type.I32);
    builder.branch(Cond.LT, counter, builder.i32(limit), round, end);
    builder.startBlock(round);
    body.accept(counter);
    Value next = builder.op(Op.ADD, Type.I32, counter, builder.i32(1));
    builder.jump(header);
    assertThat(header.preds().get(0)).isSameAs(before);
    counter.setArgs(builder.i32(0), next);
    builder.startBlock(end);
    builder.block().returns(counter);
    graph.removeUnreachable();
  }

  private boolean hasLoop() {
    return !new LoopForest(graph).outermost().isEmpty();
  }

  private void store(Value slot, Value index, Value number) {
    Value wide = builder.op(Op.ZEXT32, Type.I64, index);
    Value address = builder.op(Op.ADD, Type.STACK, slot, wide);
    builder.emit(Op.STORE, Type.VOID, 0, Access.of(1, false), address, number);
  }

  @Test
  void shortLoopOverAnArray() {
    Value slot = graph.address(graph.newSlot(4, "slot"));
    loop(4, i -> store(slot, i, read(i)));
    assertThat(new Unroll(TARGET).run(graph)).isTrue();
    GraphVerifier.check(graph);
    assertThat(hasLoop()).isFalse();
  }

  @Test
  void whatTheLoopCountedIsKnownAfterIt() {
    loop(2, i -> read(i));
    assertThat(new Unroll(TARGET).run(graph)).isTrue();
    GraphVerifier.check(graph);
    new MergeBlocks().run(graph);
    new Simplify().run(graph);
    new MergeBlocks().run(graph);
    assertThat(graph.entry().left().isConst(2)).isTrue();
  }

  @Test
  void longLoopsStay() {
    loop(100, i -> read(i));
    assertThat(new Unroll(TARGET).run(graph)).isFalse();
    assertThat(hasLoop()).isTrue();
  }

  @Test
  void largeLoopsStay() {
    loop(
        4,
        i -> {
          for (int j = 0; j < 8; j++) {
            read(builder.op(Op.MUL, Type.I32, read(i), builder.i32(3)));
          }
        });
    assertThat(new Unroll(TARGET).run(graph)).isFalse();
  }

  @Test
  void anUnknownLimitStays() {
    Value limit = read(builder.i32(7));
    Block before = builder.block();
    Block loop = builder.newBlock();
    Block end = builder.newBlock();
    builder.jump(loop);
    builder.startBlock(loop);
    Value counter = builder.phi(Type.I32);
    Value next = builder.op(Op.ADD, Type.I32, counter, builder.i32(1));
    builder.branch(Cond.LT, next, limit, loop, end);
    assertThat(loop.preds().get(0)).isSameAs(before);
    counter.setArgs(builder.i32(0), next);
    builder.startBlock(end);
    builder.block().returns(counter);
    assertThat(new Unroll(TARGET).run(graph)).isFalse();
  }
}
