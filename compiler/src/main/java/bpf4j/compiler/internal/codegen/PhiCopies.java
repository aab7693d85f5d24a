package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes phis apart into copies: each phi has a register of its own that every predecessor writes
 * and its block reads, so that copies of several phis never stand in each other's way (Sreedhar and
 * others, "Translating Out of Static Single Assignment Form", 1999). The allocator coalesces them.
 */
final class PhiCopies {
  private final Selector selector;
  private final Map<Value, Integer> transit = new HashMap<>();

  PhiCopies(Selector selector, List<Block> order) {
    this.selector = selector;
    for (Block block : order) {
      for (Value value : block.values()) {
        if (value.op() != Op.PHI) {
          break;
        }
        transit.put(value, selector.newRegister());
      }
    }
  }

  void atStart(Block block) {
    for (Value value : block.values()) {
      if (value.op() != Op.PHI) {
        break;
      }
      selector.emit(Kind.MOV).dst(selector.registerOf(value)).src(transit.get(value));
    }
  }

  void beforeEnd(Block block) {
    for (int i = 0; i < block.succCount(); i++) {
      Block succ = block.succ(i);
      int index = succ.preds().indexOf(block);
      for (Value phi : succ.values()) {
        if (phi.op() != Op.PHI) {
          break;
        }
        selector.useIn(transit.get(phi), phi.arg(index));
      }
    }
  }
}
