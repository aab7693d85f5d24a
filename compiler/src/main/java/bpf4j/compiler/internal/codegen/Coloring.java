package bpf4j.compiler.internal.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Colours an interference graph with the ten registers, coalescing moves as it goes (George and
 * Appel, "Iterated Register Coalescing", 1996).
 */
final class Coloring {
  private static final int COLORS = 10;
  private static final int FIRST = MachineInsn.FIRST_VIRTUAL;

  private final InterferenceGraph graph;
  private final Set<Integer> unspillable;
  private final int[] degree;
  private final int[] alias;
  private final int[] color;
  private final boolean[] onStack;
  private final boolean[] coalesced;
  private final boolean[] spillable;
  private final double[] cost;
  private final List<List<MachineInsn>> movesOf;
  private final Set<MachineInsn> pending = new LinkedHashSet<>();
  private final Set<MachineInsn> active = new LinkedHashSet<>();
  private final Set<Integer> simplifyList = new LinkedHashSet<>();
  private final Set<Integer> freezeList = new LinkedHashSet<>();
  private final Set<Integer> spillList = new LinkedHashSet<>();
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final List<Integer> spilled = new ArrayList<>();

  /**
   * Colours.
   *
   * @param unspillable registers made by earlier spilling, which spilling again would not help
   */
  Coloring(InterferenceGraph graph, Set<Integer> unspillable) {
    this.graph = graph;
    this.unspillable = unspillable;
    int count = graph.size();
    degree = new int[count];
    alias = new int[count];
    color = new int[count];
    onStack = new boolean[count];
    coalesced = new boolean[count];
    spillable = new boolean[count];
    cost = new double[count];
    movesOf = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      degree[i] = i < FIRST ? Integer.MAX_VALUE / 2 : graph.neighbourCount(i);
      alias[i] = i;
      color[i] = i < FIRST ? i : -1;
      spillable[i] = !unspillable.contains(i);
      cost[i] = graph.cost(i);
      movesOf.add(new ArrayList<>(2));
    }
    for (MachineInsn move : graph.moves()) {
      movesOf.get(move.dst()).add(move);
      movesOf.get(move.src()).add(move);
      pending.add(move);
    }
    run();
  }

  /**
   * Groups of registers that found no colour and must be kept on the stack, each group in one
   * place: those that were coalesced.
   */
  List<List<Integer>> spilled() {
    List<List<Integer>> groups = new ArrayList<>(spilled.size());
    for (int node : spilled) {
      List<Integer> group = new ArrayList<>();
      for (int i = FIRST; i < alias.length; i++) {
        // Short-lived members are left out: what is too long is the rest.
        if (find(i) == node && !unspillable.contains(i)) {
          group.add(i);
        }
      }
      groups.add(group.isEmpty() ? List.of(node) : group);
    }
    return groups;
  }

  /** The real register of a virtual one. */
  int colorOf(int register) {
    return color[find(register)];
  }

  private void run() {
    for (int i = FIRST; i < degree.length; i++) {
      if (degree[i] >= COLORS) {
        spillList.add(i);
      } else if (isMoveRelated(i)) {
        freezeList.add(i);
      } else {
        simplifyList.add(i);
      }
    }
    while (true) {
      if (!simplifyList.isEmpty()) {
        simplify(take(simplifyList));
      } else if (!pending.isEmpty()) {
        coalesce();
      } else if (!freezeList.isEmpty()) {
        int node = take(freezeList);
        simplifyList.add(node);
        freezeMoves(node);
      } else if (!spillList.isEmpty()) {
        selectSpill();
      } else {
        break;
      }
    }
    assign();
  }

  private static int take(Set<Integer> set) {
    var iterator = set.iterator();
    int first = iterator.next();
    iterator.remove();
    return first;
  }

  private boolean isMoveRelated(int node) {
    for (MachineInsn move : movesOf.get(node)) {
      if (active.contains(move) || pending.contains(move)) {
        return true;
      }
    }
    return false;
  }

  private boolean isGone(int node) {
    return onStack[node] || coalesced[node];
  }

  private void simplify(int node) {
    stack.push(node);
    onStack[node] = true;
    int[] neighbours = graph.neighbours(node);
    for (int i = 0; i < graph.neighbourCount(node); i++) {
      if (!isGone(neighbours[i])) {
        decrement(neighbours[i]);
      }
    }
  }

  private void decrement(int node) {
    if (node < FIRST) {
      return;
    }
    if (degree[node]-- == COLORS) {
      enableMoves(node);
      int[] neighbours = graph.neighbours(node);
      for (int i = 0; i < graph.neighbourCount(node); i++) {
        if (!isGone(neighbours[i])) {
          enableMoves(neighbours[i]);
        }
      }
      spillList.remove(node);
      if (isMoveRelated(node)) {
        freezeList.add(node);
      } else {
        simplifyList.add(node);
      }
    }
  }

  private void enableMoves(int node) {
    for (MachineInsn move : movesOf.get(node)) {
      if (active.remove(move)) {
        pending.add(move);
      }
    }
  }

  private int find(int node) {
    int result = node;
    while (coalesced[result]) {
      result = alias[result];
    }
    return result;
  }

  private void coalesce() {
    var iterator = pending.iterator();
    MachineInsn move = iterator.next();
    iterator.remove();
    int x = find(move.dst());
    int y = find(move.src());
    int u = y < FIRST ? y : x;
    int v = y < FIRST ? x : y;
    if (u == v) {
      addToWork(u);
    } else if (v < FIRST || graph.interfere(u, v)) {
      addToWork(u);
      addToWork(v);
    } else if (georgeAllows(u, v) || u >= FIRST && (georgeAllows(v, u) || briggsAllows(u, v))) {
      combine(u, v);
      addToWork(u);
    } else {
      active.add(move);
    }
  }

  private void addToWork(int node) {
    if (node >= FIRST && !isMoveRelated(node) && degree[node] < COLORS && !isGone(node)) {
      freezeList.remove(node);
      simplifyList.add(node);
    }
  }

  /** Every neighbour of v already interferes with u, or is easy to colour. */
  private boolean georgeAllows(int u, int v) {
    int[] neighbours = graph.neighbours(v);
    for (int i = 0; i < graph.neighbourCount(v); i++) {
      int t = neighbours[i];
      if (!isGone(t) && t >= FIRST && degree[t] >= COLORS && !graph.interfere(t, u)) {
        return false;
      }
    }
    return true;
  }

  /** The combined node has fewer than ten neighbours that are hard to colour. */
  private boolean briggsAllows(int u, int v) {
    return hardNeighbours(u, -1) + hardNeighbours(v, u) < COLORS;
  }

  private int hardNeighbours(int node, int exceptOf) {
    int hard = 0;
    int[] neighbours = graph.neighbours(node);
    for (int i = 0; i < graph.neighbourCount(node); i++) {
      int t = neighbours[i];
      if (!isGone(t) && degree[t] >= COLORS && (exceptOf < 0 || !graph.interfere(t, exceptOf))) {
        hard++;
      }
    }
    return hard;
  }

  private void combine(int u, int v) {
    freezeList.remove(v);
    spillList.remove(v);
    coalesced[v] = true;
    alias[v] = u;
    spillable[u] |= spillable[v];
    cost[u] += cost[v];
    movesOf.get(u).addAll(movesOf.get(v));
    enableMoves(v);
    int[] neighbours = graph.neighbours(v);
    int count = graph.neighbourCount(v);
    for (int i = 0; i < count; i++) {
      int t = neighbours[i];
      if (isGone(t)) {
        continue;
      }
      if (!graph.interfere(t, u)) {
        graph.add(t, u);
        degree[t]++;
        if (u >= FIRST) {
          degree[u]++;
        }
      }
      decrement(t);
    }
    if (u >= FIRST && degree[u] >= COLORS && freezeList.remove(u)) {
      spillList.add(u);
    }
  }

  private void freezeMoves(int node) {
    for (MachineInsn move : List.copyOf(movesOf.get(node))) {
      if (!active.remove(move)) {
        pending.remove(move);
      }
      int x = find(move.dst());
      int y = find(move.src());
      int other = y == find(node) ? x : y;
      if (other >= FIRST && !isMoveRelated(other) && degree[other] < COLORS && !isGone(other)) {
        freezeList.remove(other);
        simplifyList.add(other);
      }
    }
  }

  private void selectSpill() {
    int best = -1;
    double bestCost = Double.MAX_VALUE;
    for (int node : spillList) {
      double relative = spillable[node] ? cost[node] / degree[node] : Double.MAX_VALUE / 2;
      if (best < 0 || relative < bestCost) {
        best = node;
        bestCost = relative;
      }
    }
    spillList.remove(best);
    simplifyList.add(best);
    freezeMoves(best);
  }

  private void assign() {
    while (!stack.isEmpty()) {
      int node = stack.pop();
      boolean[] taken = new boolean[COLORS];
      int[] neighbours = graph.neighbours(node);
      for (int i = 0; i < graph.neighbourCount(node); i++) {
        int c = color[find(neighbours[i])];
        if (c >= 0 && c < COLORS) {
          taken[c] = true;
        }
      }
      int chosen = preferred(node, taken);
      if (chosen < 0) {
        spilled.add(node);
      }
      color[node] = chosen;
    }
  }

  /** The colour of a move's other side if it is free, else the lowest free one. */
  private int preferred(int node, boolean[] taken) {
    for (MachineInsn move : movesOf.get(node)) {
      int x = find(move.dst());
      int y = find(move.src());
      int c = color[x == node ? y : x];
      if (c >= 0 && c < COLORS && !taken[c]) {
        return c;
      }
    }
    for (int c = 0; c < COLORS; c++) {
      if (!taken[c]) {
        return c;
      }
    }
    return -1;
  }
}
