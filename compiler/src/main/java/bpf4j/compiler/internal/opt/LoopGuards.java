package bpf4j.compiler.internal.opt;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.SourcePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives loops that the verifier would not walk to their end a budget: {@code may_goto} at their
 * head, which makes it stop once a round brings nothing new; on kernels without it their rounds
 * become callbacks of {@code bpf_loop}. So that no round brings anything new, numbers that change
 * from round to round start as numbers that the verifier does not know. Where there is no {@code
 * may_goto}, verifiers are older, too, and loops may need a cap to be left to them ({@link
 * RoundCap}).
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
    chooseByEndings(forest, guarded);
    if (target.has(Target.Feature.MAY_GOTO)) {
      guarded.forEach(loop -> new LoopGuard(graph, loop, target.conservative()).insert());
      return !guarded.isEmpty();
    }
    forest.outermost().forEach(loop -> outline(graph, loop, guarded));
    return cap(graph) || !guarded.isEmpty();
  }

  /** Caps the loops that have not become callbacks. */
  private boolean cap(Graph graph) {
    boolean changed = false;
    LoopForest forest = new LoopForest(graph);
    for (Block header : List.copyOf(forest.headers())) {
      if (new RoundCap(forest.at(header), forest, target).insert(graph)) {
        changed = true;
        // The loops around it have one more block.
        forest = new LoopForest(graph);
      }
    }
    return changed;
  }

  /** Makes callbacks of loops; those inside them are then looked at anew, in the callback. */
  private void outline(Graph graph, Loop loop, Set<Loop> guarded) {
    if (guarded.contains(loop)) {
      new CallbackOutliner(graph, CallbackRegion.of(loop), target).run();
    } else {
      loop.inner().forEach(inner -> outline(graph, inner, guarded));
    }
  }

  /** Inner loops first: a loop whose inner loops have budgets may do without. */
  private void choose(Loop loop, LoopForest forest, Set<Loop> guarded) {
    loop.inner().forEach(inner -> choose(inner, forest, guarded));
    Effort effort = Effort.of(loop, forest, target.packets(), guarded::contains);
    boolean lost =
        !target.has(Target.Feature.MAY_GOTO) && !new RoundCap(loop, forest, target).isEnding();
    if (hasBudgets()) {
      if (lost
          || target.conservative()
          || effort.walked() > FEW_INSTRUCTIONS
          || effort.exits() > FEW_EXITS) {
        guarded.add(loop);
      }
    } else if (lost) {
      throw refused(loop, TripCount.UNKNOWN);
    } else if (effort.walked() > MANY_INSTRUCTIONS || effort.exits() > MANY_EXITS) {
      throw refused(loop, effort.walked());
    }
  }

  private boolean hasBudgets() {
    return target.has(Target.Feature.MAY_GOTO) || target.has(Target.Feature.BPF_LOOP);
  }

  /** A loop that is cheap by itself may be left in so many states that what follows is not. */
  private void chooseByEndings(LoopForest forest, Set<Loop> guarded) {
    boolean budgets = hasBudgets();
    LoopEndings endings = new LoopEndings(forest, target.packets());
    double most = budgets ? FEW_INSTRUCTIONS : MANY_INSTRUCTIONS;
    LoopEndings.Excess excess = endings.find(guarded::contains, most);
    while (excess != null) {
      if (!budgets) {
        throw refused(excess.loop(), excess.walked());
      }
      guarded.add(excess.loop());
      excess = endings.find(guarded::contains, most);
    }
  }

  private static CompileException refused(Loop loop, double walked) {
    return SourcePosition.refusal(
        Termination.position(loop.header()),
        "the verifier of this kernel would have to walk "
            + amount(walked)
            + " instructions of this loop; give it a smaller constant bound or fewer branches"
            + " (Linux 5.17 and newer take it as it is)");
  }

  private static String amount(double instructions) {
    return instructions > 1e12
        ? "any number of"
        : String.format(Locale.ROOT, "about %,.0f", instructions);
  }
}
