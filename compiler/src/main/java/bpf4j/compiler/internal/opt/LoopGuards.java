package bpf4j.compiler.internal.opt;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives loops that the verifier would not walk to their end a budget: {@code may_goto} at their
 * head, which makes it stop once a round brings nothing new. So that none does, numbers that change
 * from round to round start as numbers that it does not know.
 */
final class LoopGuards implements Pass {
  private static final double FEW_INSTRUCTIONS = 60_000;
  private static final double FEW_EXITS = 4_000;

  /** Where there is no budget: what is left to the verifier before the loop is refused. */
  private static final double MANY_INSTRUCTIONS = 500_000;

  private static final double MANY_EXITS = 7_000;

  private final Target target;

  LoopGuards(Target target) {
    this.target = target;
  }

  @Override
  public boolean run(Graph graph) {
    LoopForest forest = new LoopForest(graph);
    Set<Loop> guarded = new HashSet<>();
    forest.outermost().forEach(loop -> choose(loop, forest, guarded));
    if (guarded.isEmpty()) {
      return false;
    }
    guarded.forEach(loop -> new Guard(graph, loop).insert());
    return true;
  }

  /** Inner loops first: a loop whose inner loops have budgets may do without. */
  private void choose(Loop loop, LoopForest forest, Set<Loop> guarded) {
    loop.inner().forEach(inner -> choose(inner, forest, guarded));
    Effort effort = Effort.of(loop, forest, guarded::contains);
    if (target.mayGoto()) {
      if (effort.walked() > FEW_INSTRUCTIONS || effort.exits() > FEW_EXITS) {
        guarded.add(loop);
      }
    } else if (effort.walked() > MANY_INSTRUCTIONS || effort.exits() > MANY_EXITS) {
      throw refused(loop, effort);
    }
  }

  private static CompileException refused(Loop loop, Effort effort) {
    SourcePosition position = Termination.position(loop.header());
    return new CompileException(
        position == null ? null : position.file(),
        position == null ? 0 : position.line(),
        "the verifier of this kernel would have to walk "
            + amount(effort.walked())
            + " instructions of this loop; give it a smaller constant bound or fewer branches"
            + " (Linux 6.9 and newer take it as it is)");
  }

  private static String amount(double instructions) {
    return instructions > 1e12
        ? "any number of"
        : String.format(Locale.ROOT, "about %,.0f", instructions);
  }

  /** The budget of one loop. */
  private static final class Guard {
    private final Graph graph;
    private final Loop loop;
    private final Block header;
    private final SourcePosition position;

    Guard(Graph graph, Loop loop) {
      this.graph = graph;
      this.loop = loop;
      this.header = loop.header();
      this.position = Termination.position(header);
    }

    void insert() {
      hideStarts();
      List<Value> values = header.values();
      Block rest = graph.newBlock();
      int phis = header.phiCount();
      for (Value value : values.subList(phis, values.size())) {
        rest.append(value);
      }
      values.subList(phis, values.size()).clear();
      rest.absorbExit(header);
      header.reopen();
      Value budget = header.append(graph.newValue(Op.CAN_LOOP, Type.I32, 0, null));
      Block out = graph.newBlock();
      out.setPosition(position);
      out.fail(new FailSite(position, "the loop's budget is used up"));
      header.setPosition(position);
      header.branch(Cond.NE, budget, graph.constant(Type.I32, 0), rest, out);
    }

    private void hideStarts() {
      for (int i = 0; i < header.preds().size(); i++) {
        if (!loop.isBackEdge(i)) {
          hideStarts(i);
        }
      }
    }

    private void hideStarts(int entry) {
      Block pred = header.preds().get(entry);
      Value zero = null;
      for (int i = 0; i < header.phiCount(); i++) {
        Value phi = header.values().get(i);
        if (!phi.type().isInteger()) {
          continue;
        }
        if (zero == null) {
          zero = pred.append(graph.newValue(Op.OPAQUE_ZERO, Type.I64, 0, null));
        }
        Value start = phi.arg(entry);
        phi.args()[entry] = hidden(pred, start, zero, KnownBits.mayBeSet(phi));
      }
    }

    /** The same number; of it the verifier knows the bits that may be set, and no more. */
    private Value hidden(Block pred, Value start, Value zero, long mayBeSet) {
      Type type = start.type();
      Value hidden = zero;
      if (type == Type.I32) {
        hidden = pred.append(graph.newValue(Op.TRUNC, type, 0, null, hidden));
      }
      if (!start.isZero()) {
        hidden = pred.append(graph.newValue(Op.ADD, type, 0, null, hidden, start));
      }
      long all = type == Type.I32 ? 0xffff_ffffL : -1L;
      if (mayBeSet != all) {
        Value mask = graph.constant(type, mayBeSet);
        hidden = pred.append(graph.newValue(Op.AND, type, 0, null, hidden, mask));
      }
      return hidden;
    }
  }
}
