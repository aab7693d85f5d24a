package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailCounters;
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
  private static final Access WORD = Access.of(Long.BYTES, false);

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
        Hiding hiding = new Hiding(pred, pred.values().size());
        for (Value phi : List.copyOf(header.values().subList(0, header.phiCount()))) {
          if (phi.type().isInteger()) {
            phi.args()[entry] = hiding.hide(phi.arg(entry), KnownBits.mayBeSet(phi));
          }
        }
      }
    }
  }

  private void hidePhis(Block rest) {
    Hiding hiding = new Hiding(rest, 0);
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

  /** Writes what hides numbers into a block, from a place on. */
  private final class Hiding {
    private final Block block;
    private int place;
    private Value address;

    Hiding(Block block, int place) {
      this.block = block;
      this.place = place;
    }

    /** The same number; of it the verifier knows the bits that may be set, and no more. */
    Value hide(Value number, long mayBeSet) {
      Type type = number.type();
      if (address == null) {
        address = add(Op.MAP_MEMORY, Type.MAP_VALUE, FailCounters.ZERO, FailCounters.INSTANCE);
      }
      // Each number has a zero of its own: the verifier ties copies of one to each other.
      Value hidden = add(Op.LOAD, Type.I64, 0, WORD, address);
      if (!number.isZero()) {
        hidden = add(Op.ADD, Type.I64, 0, null, hidden, wide(number));
      }
      if (type == Type.I32) {
        // In 64 bits up to here: what the verifier forgets of a number, it forgets all bits of.
        hidden = add(Op.TRUNC, type, 0, null, hidden);
      }
      long all = type == Type.I32 ? 0xffff_ffffL : -1L;
      return mayBeSet == all
          ? hidden
          : add(Op.AND, type, 0, null, hidden, graph.constant(type, mayBeSet));
    }

    private Value wide(Value number) {
      if (number.type() == Type.I64) {
        return number;
      }
      return number.isConst()
          ? graph.constant(Type.I64, number.imm())
          : add(Op.ZEXT32, Type.I64, 0, null, number);
    }

    private Value add(Op op, Type type, long imm, Object aux, Value... args) {
      Value value = graph.newValue(op, type, imm, aux, args);
      value.setPosition(position);
      block.insert(place++, value);
      return value;
    }
  }
}
