package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * The budget of one loop. So that the verifier finds nothing new in a round, numbers that change
 * from round to round are hidden from it by adding a zero that it takes for any number: as they
 * start, or, in the conservative form, in every round, since branches may tell it a number again.
 */
final class LoopGuard {
  private final Graph graph;
  private final Loop loop;
  private final boolean everyRound;
  private final Block header;
  private final SourcePosition position;

  LoopGuard(Graph graph, Loop loop, boolean everyRound) {
    this.graph = graph;
    this.loop = loop;
    this.everyRound = everyRound;
    this.header = loop.header();
    this.position = Termination.position(header);
  }

  void insert() {
    if (!everyRound) {
      hideStarts();
    }
    Block rest = splitAfterPhis();
    Value budget = header.append(graph.newValue(Op.CAN_LOOP, Type.I32, 0, null));
    Block out = graph.newBlock();
    out.setPosition(position);
    out.fail(new FailSite(position, "the loop's budget is used up"));
    header.setPosition(position);
    header.branch(Cond.NE, budget, graph.constant(Type.I32, 0), rest, out);
    if (everyRound) {
      hidePhis(rest);
    }
  }

  private Block splitAfterPhis() {
    Block rest = graph.newBlock();
    List<Value> others = header.values().subList(header.phiCount(), header.values().size());
    others.forEach(rest::append);
    others.clear();
    rest.absorbExit(header);
    header.reopen();
    return rest;
  }

  private void hideStarts() {
    for (int entry = 0; entry < header.preds().size(); entry++) {
      if (!loop.isBackEdge(entry)) {
        Block pred = header.preds().get(entry);
        Hiding hiding = new Hiding(graph, pred, pred.values().size(), position);
        for (Value phi : List.copyOf(header.values().subList(0, header.phiCount()))) {
          if (phi.type().isInteger()) {
            phi.args()[entry] = hiding.hide(phi.arg(entry), KnownBits.mayBeSet(phi));
          }
        }
      }
    }
  }

  private void hidePhis(Block rest) {
    Hiding hiding = new Hiding(graph, rest, 0, position);
    for (Value phi : header.values()) {
      if (phi.op() == Op.PHI && phi.type().isInteger()) {
        long mayBeSet = KnownBits.mayBeSet(phi);
        Value stand = graph.newValue(Op.PHI, phi.type(), 0, null);
        Value[] replacement = graph.newTable();
        replacement[phi.id()] = stand;
        graph.replaceAll(replacement);
        Value hidden = hiding.hide(phi, mayBeSet);
        replacement = graph.newTable();
        replacement[stand.id()] = hidden;
        graph.replaceAll(replacement);
      }
    }
  }
}
