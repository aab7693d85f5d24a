package bpf4j.compiler.internal.codegen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which registers may not share a real one, since both are needed at some point. */
final class InterferenceGraph {
  private final BitSet[] adjacent;
  private final int[][] lists;
  private final int[] degrees;
  private final List<MachineInsn> moves = new ArrayList<>();
  private final double[] costs;

  InterferenceGraph(MachineFunction function, Liveness liveness) {
    int count = function.registerCount();
    adjacent = new BitSet[count];
    lists = new int[count][];
    degrees = new int[count];
    costs = new double[count];
    for (int i = 0; i < count; i++) {
      adjacent[i] = new BitSet();
      lists[i] = new int[4];
    }
    for (int a = 0; a < MachineInsn.FP; a++) {
      for (int b = 0; b < a; b++) {
        add(a, b);
      }
    }
    for (MachineBlock block : function.blocks()) {
      scan(function, block, liveness);
    }
  }

  private void scan(MachineFunction function, MachineBlock block, Liveness liveness) {
    double weight = Math.pow(10, Math.min(block.loopDepth(), 6)) * (block.isCold() ? 0.01 : 1);
    BitSet live = (BitSet) liveness.liveOut(block).clone();
    Liveness.useOfEnd(block, live);
    if (block.cond() != null) {
      costs[block.left()] += weight;
      if (block.right() != MachineInsn.NONE) {
        costs[block.right()] += weight;
      }
    }
    if (function.isContextPinned()) {
      live.set(6);
    }
    List<MachineInsn> insns = block.insns();
    for (int i = insns.size() - 1; i >= 0; i--) {
      MachineInsn insn = insns.get(i);
      int def = insn.def();
      if (insn.isMove()) {
        live.clear(insn.src());
        moves.add(insn);
      }
      if (def != MachineInsn.NONE) {
        costs[def] += weight;
        addEdges(def, live);
      }
      if (insn.clobbersCallerSaved()) {
        for (int r = 0; r < MachineInsn.CALLER_SAVED; r++) {
          addEdges(r, live);
        }
      }
      if (insn.readsSrc()) {
        costs[insn.src()] += weight;
      }
      if (insn.readsDst()) {
        costs[insn.dst()] += weight;
      }
      Liveness.step(insn, live);
      if (function.isContextPinned()) {
        live.set(6);
      }
    }
  }

  private void addEdges(int node, BitSet others) {
    for (int other = others.nextSetBit(0); other >= 0; other = others.nextSetBit(other + 1)) {
      add(node, other);
    }
  }

  /** Adds an edge; real registers keep no lists, since they are never simplified. */
  void add(int a, int b) {
    if (a == b || adjacent[a].get(b)) {
      return;
    }
    adjacent[a].set(b);
    adjacent[b].set(a);
    append(a, b);
    append(b, a);
  }

  private void append(int node, int neighbour) {
    if (node < MachineInsn.FIRST_VIRTUAL) {
      degrees[node]++;
      return;
    }
    if (degrees[node] == lists[node].length) {
      lists[node] = java.util.Arrays.copyOf(lists[node], degrees[node] * 2);
    }
    lists[node][degrees[node]++] = neighbour;
  }

  boolean interfere(int a, int b) {
    return adjacent[a].get(b);
  }

  /** All neighbours of a virtual register, in the first {@link #neighbourCount} places. */
  int[] neighbours(int node) {
    return lists[node];
  }

  int neighbourCount(int node) {
    return node < MachineInsn.FIRST_VIRTUAL ? 0 : degrees[node];
  }

  List<MachineInsn> moves() {
    return moves;
  }

  /** How often the register is read and written, loops weighing tenfold. */
  double cost(int node) {
    return costs[node];
  }

  int size() {
    return adjacent.length;
  }
}
