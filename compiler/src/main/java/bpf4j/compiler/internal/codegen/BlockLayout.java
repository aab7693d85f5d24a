package bpf4j.compiler.internal.codegen;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of blocks in the code: as they flow, the cold ones last; blocks that do nothing are
 * jumped over.
 */
final class BlockLayout {
  private final List<MachineBlock> order = new ArrayList<>();
  private final int hotCount;

  BlockLayout(MachineFunction function) {
    skipEmpty(function);
    boolean[] reachable = reachable(function);
    add(function, reachable, false);
    hotCount = order.size();
    add(function, reachable, true);
  }

  private void add(MachineFunction function, boolean[] reachable, boolean cold) {
    for (MachineBlock block : function.blocks()) {
      if (reachable[block.index()] && block.isCold() == cold) {
        order.add(block);
      }
    }
  }

  List<MachineBlock> order() {
    return order;
  }

  /** How many blocks, from the first on, a healthy run may reach. */
  int hotCount() {
    return hotCount;
  }

  private static void skipEmpty(MachineFunction function) {
    for (MachineBlock block : function.blocks()) {
      block.succs().replaceAll(BlockLayout::destination);
      if (block.cond() != null && block.succs().get(0) == block.succs().get(1)) {
        block.dropBranch();
      }
    }
  }

  private static MachineBlock destination(MachineBlock block) {
    MachineBlock at = block;
    for (int i = 0; i < 64 && at.insns().isEmpty() && at.cond() == null && !at.isBudgeted(); i++) {
      if (at.succs().size() != 1) {
        break;
      }
      at = at.succs().get(0);
    }
    return at;
  }

  private static boolean[] reachable(MachineFunction function) {
    boolean[] reachable = new boolean[function.blocks().size()];
    List<MachineBlock> work = new ArrayList<>();
    work.add(function.blocks().get(0));
    while (!work.isEmpty()) {
      MachineBlock block = work.remove(work.size() - 1);
      if (!reachable[block.index()]) {
        reachable[block.index()] = true;
        work.addAll(block.succs());
      }
    }
    return reachable;
  }
}
