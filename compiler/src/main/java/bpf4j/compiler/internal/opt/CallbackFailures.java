package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.CallbackFrame;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Type;

/** Where a run fails in a callback, the function around it is told so. */
final class CallbackFailures implements Pass {
  @Override
  public boolean run(Graph graph) {
    CallbackFrame frame = graph.callbackFrame();
    if (frame == null) {
      return false;
    }
    boolean changed = false;
    for (Block block : graph.blocks()) {
      if (block.exit() == Block.Exit.FAIL) {
        CallbackWords.store(
            graph,
            block,
            frame.address(),
            CallbackFrame.STATUS,
            graph.constant(Type.I64, CallbackFrame.FAILED));
        changed = true;
      }
    }
    return changed;
  }
}
