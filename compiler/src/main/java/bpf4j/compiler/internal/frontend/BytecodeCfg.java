package bpf4j.compiler.internal.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A method's control flow: its reachable blocks in reverse postorder, with loops and liveness. */
final class BytecodeCfg {
  private final InsnList list;
  private final AbstractInsnNode[] insns;
  private final BytecodeBlock[] blockAt;
  private final List<BytecodeBlock> order = new ArrayList<>();

  private BytecodeCfg(MethodNode method) {
    list = method.instructions;
    insns = list.toArray();
    blockAt = new BytecodeBlock[insns.length];
  }

  /** Control flow of a method; exception handlers are not part of it. */
  static BytecodeCfg of(MethodNode method) {
    BytecodeCfg cfg = new BytecodeCfg(method);
    cfg.cut();
    cfg.link();
    if (cfg.number()) {
      cfg.findLoops();
    }
    if (cfg.order.size() > 1) {
      cfg.computeLiveness();
    }
    return cfg;
  }

  AbstractInsnNode[] insns() {
    return insns;
  }

  /** Reachable blocks in reverse postorder; the first is the entry. */
  List<BytecodeBlock> order() {
    return order;
  }

  BytecodeBlock blockOf(LabelNode label) {
    return blockAt[indexOf(label)];
  }

  BytecodeBlock blockStartingAt(int index) {
    return blockAt[index];
  }

  private int indexOf(AbstractInsnNode insn) {
    return list.indexOf(insn);
  }

  private void cut() {
    startBlock(0);
    for (int i = 0; i < insns.length; i++) {
      AbstractInsnNode insn = insns[i];
      boolean ends = true;
      if (insn instanceof JumpInsnNode jump) {
        startBlock(indexOf(jump.label));
      } else if (insn instanceof TableSwitchInsnNode table) {
        startBlock(indexOf(table.dflt));
        table.labels.forEach(label -> startBlock(indexOf(label)));
      } else if (insn instanceof LookupSwitchInsnNode lookup) {
        startBlock(indexOf(lookup.dflt));
        lookup.labels.forEach(label -> startBlock(indexOf(label)));
      } else {
        ends = endsMethod(insn.getOpcode());
      }
      if (ends && i + 1 < insns.length) {
        startBlock(i + 1);
      }
    }
    BytecodeBlock last = null;
    for (int i = 0; i < insns.length; i++) {
      if (blockAt[i] != null) {
        if (last != null) {
          last.setEnd(i);
        }
        last = blockAt[i];
      }
    }
    if (last != null) {
      last.setEnd(insns.length);
    }
  }

  private void startBlock(int index) {
    if (blockAt[index] == null) {
      blockAt[index] = new BytecodeBlock(index);
    }
  }

  private static boolean endsMethod(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW;
  }

  private void link() {
    for (BytecodeBlock block : blockAt) {
      if (block == null) {
        continue;
      }
      AbstractInsnNode last = insns[block.end() - 1];
      if (last instanceof JumpInsnNode jump) {
        addEdge(block, blockOf(jump.label));
        if (last.getOpcode() != Opcodes.GOTO) {
          addEdge(block, blockAt[block.end()]);
        }
      } else if (last instanceof TableSwitchInsnNode table) {
        addEdge(block, blockOf(table.dflt));
        table.labels.forEach(label -> addEdge(block, blockOf(label)));
      } else if (last instanceof LookupSwitchInsnNode lookup) {
        addEdge(block, blockOf(lookup.dflt));
        lookup.labels.forEach(label -> addEdge(block, blockOf(label)));
      } else if (!endsMethod(last.getOpcode()) && block.end() < insns.length) {
        addEdge(block, blockAt[block.end()]);
      }
    }
  }

  private static void addEdge(BytecodeBlock from, BytecodeBlock to) {
    if (!from.succs().contains(to)) {
      from.succs().add(to);
    }
  }

  /** Numbers the reachable blocks; true when there is a loop. */
  private boolean number() {
    boolean loops = false;
    BitSet seen = new BitSet();
    BitSet open = new BitSet();
    Deque<BytecodeBlock> stack = new ArrayDeque<>();
    int[] next = new int[insns.length];
    stack.push(blockAt[0]);
    seen.set(0);
    open.set(0);
    List<BytecodeBlock> postorder = new ArrayList<>();
    while (!stack.isEmpty()) {
      BytecodeBlock block = stack.peek();
      int i = next[block.start()]++;
      if (i < block.succs().size()) {
        // Jump targets are visited before fallthroughs, so that fallthroughs come next in order.
        BytecodeBlock succ = block.succs().get(i);
        if (open.get(succ.start())) {
          succ.setLoopHeader();
          loops = true;
        }
        if (!seen.get(succ.start())) {
          seen.set(succ.start());
          open.set(succ.start());
          stack.push(succ);
        }
      } else {
        open.clear(block.start());
        postorder.add(block);
        stack.pop();
      }
    }
    for (int i = postorder.size() - 1; i >= 0; i--) {
      BytecodeBlock block = postorder.get(i);
      block.setOrder(order.size());
      order.add(block);
    }
    for (BytecodeBlock block : order) {
      block.succs().forEach(succ -> succ.preds().add(block));
    }
    return loops;
  }

  /** For each loop header, which locals its natural loop writes. */
  private void findLoops() {
    for (BytecodeBlock header : order) {
      if (!header.isLoopHeader()) {
        continue;
      }
      BitSet body = new BitSet();
      body.set(header.order());
      Deque<BytecodeBlock> work = new ArrayDeque<>();
      for (BytecodeBlock pred : header.preds()) {
        if (pred.order() >= header.order()) {
          work.push(pred);
        }
      }
      while (!work.isEmpty()) {
        BytecodeBlock block = work.pop();
        if (!body.get(block.order())) {
          body.set(block.order());
          block.preds().forEach(work::push);
        }
      }
      body.stream().forEach(i -> addWrites(order.get(i), header.writtenInLoop()));
    }
  }

  private void addWrites(BytecodeBlock block, BitSet writes) {
    for (int i = block.start(); i < block.end(); i++) {
      if (insns[i] instanceof VarInsnNode var && isStore(var.getOpcode())) {
        writes.set(var.var);
      } else if (insns[i] instanceof IincInsnNode inc) {
        writes.set(inc.var);
      }
    }
  }

  private static boolean isStore(int opcode) {
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
  }

  private void computeLiveness() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = order.size() - 1; i >= 0; i--) {
        BytecodeBlock block = order.get(i);
        BitSet live = new BitSet();
        block.succs().forEach(succ -> live.or(succ.liveIn()));
        for (int j = block.end() - 1; j >= block.start(); j--) {
          if (insns[j] instanceof VarInsnNode var) {
            live.set(var.var, !isStore(var.getOpcode()));
          } else if (insns[j] instanceof IincInsnNode inc) {
            live.set(inc.var);
          }
        }
        if (!live.equals(block.liveIn())) {
          block.liveIn().clear();
          block.liveIn().or(live);
          changed = true;
        }
      }
    }
  }
}
