package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** One inlined run through a method: which blocks have been reached from where. */
final class Activation {
  /**
   * A way out of the method.
   *
   * @param from the SSA block that returns; not ended yet
   * @param result the value returned; null for void methods
   */
  record Return(Block from, JavaValue result, Heap heap) {}

  private final MethodBody body;
  private final BytecodeCfg cfg;
  private final int serial;
  private final List<List<Edge>> incoming = new ArrayList<>();
  private final Block[] ssaBlocks;
  private final LoopState[] loops;
  private final List<Return> returns = new ArrayList<>(1);

  Activation(MethodBody body, BytecodeCfg cfg, int serial) {
    this.body = body;
    this.cfg = cfg;
    this.serial = serial;
    int count = cfg.order().size();
    for (int i = 0; i < count; i++) {
      incoming.add(new ArrayList<>(2));
    }
    ssaBlocks = new Block[count];
    loops = new LoopState[count];
  }

  MethodBody body() {
    return body;
  }

  BytecodeCfg cfg() {
    return cfg;
  }

  /** Tells apart the activations of one translation, in the order in which they begin. */
  int serial() {
    return serial;
  }

  List<Edge> incoming(BytecodeBlock block) {
    return incoming.get(block.order());
  }

  Block ssaBlock(BytecodeBlock block) {
    return ssaBlocks[block.order()];
  }

  void setSsaBlock(BytecodeBlock block, Block ssa) {
    ssaBlocks[block.order()] = ssa;
  }

  /** The state at a loop header, once translated; back edges complete its phis. */
  LoopState loop(BytecodeBlock block) {
    return loops[block.order()];
  }

  void setLoop(BytecodeBlock block, LoopState state) {
    loops[block.order()] = state;
  }

  /** Says that all back edges have been translated, so that no phi has arguments to come. */
  void closeLoops() {
    for (LoopState loop : loops) {
      if (loop != null) {
        loop.phis().forEach(phi -> phi.setOpenPhi(false));
      }
    }
  }

  List<Return> returns() {
    return returns;
  }

  /**
   * The state at the start of a loop header: some of its values are phis made for the loop.
   *
   * @param slots how many stack slots there were
   */
  record LoopState(Frame frame, Heap heap, List<Value> phis, int slots) {}
}
