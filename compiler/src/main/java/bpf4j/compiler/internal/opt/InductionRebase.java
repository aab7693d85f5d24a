package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Rules;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a position from where it is used: a loop variable that is only ever used plus one value
 * from outside the loop, as an offset within a header is, starts out with that value added.
 */
final class InductionRebase implements Pass {
  @Override
  public boolean run(Graph graph) {
    boolean changed = false;
    for (Block block : List.copyOf(graph.blocks())) {
      for (Value value : List.copyOf(block.values())) {
        if (value.op() == Op.PHI && value.type().isInteger()) {
          changed |= new Rebase(graph, value).run();
        }
      }
    }
    return changed;
  }

  private static final class Rebase {
    private final Graph graph;
    private final Dominators dominators;
    private final Value phi;

    /** The phi and the sums that lead from it to what it becomes; each with what is added. */
    private final Map<Value, Value> chain = new LinkedHashMap<>();

    private final Map<Value, List<Value>> users = new HashMap<>();
    private Value base;

    Rebase(Graph graph, Value phi) {
      this.graph = graph;
      this.phi = phi;
      this.dominators = new Dominators(graph);
    }

    boolean run() {
      Block header = phi.block();
      if (phi.argCount() != 2) {
        return false;
      }
      int back = dominators.dominates(header, header.preds().get(1)) ? 1 : 0;
      if (!dominators.dominates(header, header.preds().get(back))
          || dominators.dominates(header, header.preds().get(1 - back))
          || !collectChain(phi.arg(back))) {
        return false;
      }
      collectUsers();
      List<Value> sums = new ArrayList<>();
      for (Value link : chain.keySet()) {
        if (!usedOnlyPlusBase(link, sums)) {
          return false;
        }
      }
      if (base == null || base.isFloating() || !isOutside(base, header)) {
        return false;
      }
      rewrite(header, 1 - back, sums);
      return true;
    }

    private boolean collectChain(Value next) {
      List<Value> links = new ArrayList<>();
      Value at = next;
      while (at != phi) {
        if (at.op() != Op.ADD || links.size() > 4) {
          return false;
        }
        links.add(at);
        at = leadsToPhi(at.arg(0), 4) ? at.arg(0) : at.arg(1);
      }
      chain.put(phi, null);
      Value before = phi;
      for (int i = links.size() - 1; i >= 0; i--) {
        Value link = links.get(i);
        chain.put(link, link.arg(0) == before ? link.arg(1) : link.arg(0));
        before = link;
      }
      return !links.isEmpty();
    }

    private boolean leadsToPhi(Value value, int depth) {
      return value == phi
          || depth > 0
              && value.op() == Op.ADD
              && (leadsToPhi(value.arg(0), depth - 1) || leadsToPhi(value.arg(1), depth - 1));
    }

    private void collectUsers() {
      for (Block block : graph.blocks()) {
        for (Value value : block.values()) {
          for (Value arg : value.args()) {
            users.computeIfAbsent(arg, v -> new ArrayList<>(2)).add(value);
          }
        }
        markBranch(block.left());
        markBranch(block.right());
      }
    }

    /** A use by a branch or return is none that could be rewritten. */
    private void markBranch(Value value) {
      if (value != null) {
        users.computeIfAbsent(value, v -> new ArrayList<>(2)).add(value);
      }
    }

    /** Collects the sums with the base that a value of the chain is used in. */
    private boolean usedOnlyPlusBase(Value link, List<Value> sums) {
      for (Value user : users.getOrDefault(link, List.of())) {
        if (chain.containsKey(user) && user != link) {
          continue;
        }
        if (user == phi && link != phi) {
          continue;
        }
        if (user.op() != Op.ADD || user == link) {
          return false;
        }
        Value other = user.arg(0) == link ? user.arg(1) : user.arg(0);
        if (other == link || !isBase(other) && !isBasedLater(user)) {
          return false;
        }
        sums.add(user);
      }
      return true;
    }

    private boolean isBase(Value value) {
      if (value.isConst() || !isOutside(value, phi.block())) {
        return false;
      }
      if (base == null) {
        base = value;
      }
      return base == value;
    }

    /** True for a sum whose only use adds the base to it. */
    private boolean isBasedLater(Value sum) {
      List<Value> uses = users.getOrDefault(sum, List.of());
      if (uses.size() != 1 || uses.get(0).op() != Op.ADD || uses.get(0) == sum) {
        return false;
      }
      Value user = uses.get(0);
      Value other = user.arg(0) == sum ? user.arg(1) : user.arg(0);
      return other != sum && isBase(other);
    }

    private boolean isOutside(Value value, Block header) {
      return value.block() != null
          && value.block() != header
          && dominators.dominates(value.block(), header);
    }

    private void rewrite(Block header, int entry, List<Value> sums) {
      Map<Value, Value> based = new HashMap<>();
      Value start = phi.arg(entry);
      Value moved = graph.newValue(Op.ADD, phi.type(), 0, null, base, start);
      moved.setPosition(phi.position());
      Value simple = Rules.apply(graph, moved);
      if (simple == moved) {
        header.preds().get(entry).append(moved);
      }
      Value newPhi = graph.newValue(Op.PHI, phi.type(), 0, null);
      newPhi.setPosition(phi.position());
      header.insert(0, newPhi);
      based.put(phi, newPhi);
      Value last = newPhi;
      for (Map.Entry<Value, Value> link : chain.entrySet()) {
        if (link.getKey() != phi) {
          Value sum = graph.newValue(Op.ADD, phi.type(), 0, null, last, link.getValue());
          sum.setPosition(link.getKey().position());
          Block home = link.getKey().block();
          home.insert(home.values().indexOf(link.getKey()) + 1, sum);
          based.put(link.getKey(), sum);
          last = sum;
        }
      }
      Value[] args = new Value[2];
      args[entry] = simple;
      args[1 - entry] = last;
      newPhi.setArgs(args);
      Value[] replacement = graph.newTable();
      for (Value sum : sums) {
        Value link = based.containsKey(sum.arg(0)) ? sum.arg(0) : sum.arg(1);
        Value other = sum.arg(0) == link ? sum.arg(1) : sum.arg(0);
        if (other == base) {
          replacement[sum.id()] = based.get(link);
        } else {
          sum.setArgs(based.get(link), other);
          replacement[users.get(sum).get(0).id()] = sum;
        }
      }
      graph.replaceAll(replacement);
    }
  }
}
