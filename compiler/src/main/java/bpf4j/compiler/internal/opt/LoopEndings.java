package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What loops cost the verifier behind their ends. Where a loop is left in any round and something
 * that its rounds have changed is used later, the states at that place differ by round, and all
 * that comes after is walked for each: what one search finds multiplies the work of the next.
 */
final class LoopEndings {
  private final LoopForest forest;
  private final PacketReads packets;
  private final List<Loop> loops;
  private final Map<Loop, Set<Block>> behind = new HashMap<>();
  private final Map<Loop, Integer> waysOut = new HashMap<>();

  LoopEndings(LoopForest forest, PacketReads packets) {
    this.forest = forest;
    this.packets = packets;
    this.loops = forest.outermost();
    for (Loop loop : loops) {
      Set<Block> all = new HashSet<>();
      int carrying = 0;
      for (Block block : loop.blocks()) {
        for (int i = 0; i < block.succCount(); i++) {
          if (!loop.contains(block.succ(i))) {
            Set<Block> reached = reachedFrom(block.succ(i));
            carrying += carries(loop, block, block.succ(i), reached) ? 1 : 0;
            all.addAll(reached);
          }
        }
      }
      behind.put(loop, all);
      waysOut.put(loop, carrying);
    }
  }

  private static Set<Block> reachedFrom(Block start) {
    Set<Block> reached = new HashSet<>();
    Deque<Block> work = new ArrayDeque<>(List.of(start));
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (reached.add(block)) {
        for (int i = 0; i < block.succCount(); i++) {
          work.push(block.succ(i));
        }
      }
    }
    return reached;
  }

  /** Whether a loop's numbers are used once it is left from one block to another. */
  private static boolean carries(Loop loop, Block from, Block to, Set<Block> reached) {
    for (Block block : reached) {
      if (isOf(loop, block.left()) || isOf(loop, block.right())) {
        return true;
      }
      for (Value value : block.values()) {
        if (value.op() != Op.PHI && usesAny(loop, value)) {
          return true;
        }
        for (int i = 0; value.op() == Op.PHI && i < value.argCount(); i++) {
          Block pred = block.preds().get(i);
          boolean fromHere = reached.contains(pred) || pred == from && block == to;
          if (fromHere && isOf(loop, value.arg(i))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean usesAny(Loop loop, Value value) {
    for (Value arg : value.args()) {
      if (isOf(loop, arg)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(Loop loop, Value value) {
    return value != null && !value.isConst() && loop.contains(value.block());
  }

  /**
   * The loop whose many endings cost most, where it is too much.
   *
   * @param walked how many instructions the verifier would walk
   */
  record Excess(Loop loop, double walked) {}

  /**
   * Looks for too much work behind loops.
   *
   * @param isGuarded tells the loops that end by a budget
   * @param most how many instructions it may be
   * @return null if it is no more, or no loop without a budget is to blame
   */
  Excess find(Predicate<Loop> isGuarded, double most) {
    Map<Loop, Effort> efforts = new HashMap<>();
    loops.forEach(loop -> efforts.put(loop, Effort.of(loop, forest, packets, isGuarded)));
    for (Loop loop : loops) {
      double here = states(loop, efforts, isGuarded);
      double after = here * endings(loop, isGuarded) * instructions(behind.get(loop));
      double walked = Math.max(here * efforts.get(loop).walked(), after);
      if (walked > most) {
        Loop worst = worst(loop, isGuarded);
        if (worst != null) {
          return new Excess(worst, walked);
        }
      }
    }
    return null;
  }

  /** With how many states the verifier comes to a loop. */
  private double states(Loop loop, Map<Loop, Effort> efforts, Predicate<Loop> isGuarded) {
    double states = 1;
    for (Loop before : efforts.keySet()) {
      if (before != loop && behind.get(before).contains(loop.header())) {
        states *= endings(before, isGuarded);
      }
    }
    return states;
  }

  private double endings(Loop loop, Predicate<Loop> isGuarded) {
    double rounds =
        isGuarded.test(loop)
            ? Effort.ROUNDS_WHEN_GUARDED
            : Math.max(1, new TripCount(loop, forest).most());
    int ways = waysOut.get(loop);
    return ways == 0 ? 1 : rounds * ways;
  }

  /** Of a loop and those before it the one that is left with most states. */
  private Loop worst(Loop last, Predicate<Loop> isGuarded) {
    Loop worst = null;
    for (Loop loop : loops) {
      boolean counts = loop == last || behind.get(loop).contains(last.header());
      if (counts
          && !isGuarded.test(loop)
          && endings(loop, isGuarded) > 1
          && (worst == null || endings(loop, isGuarded) > endings(worst, isGuarded))) {
        worst = loop;
      }
    }
    return worst;
  }

  /** How many instructions blocks have that are in no loop. */
  private double instructions(Collection<Block> blocks) {
    double sum = 0;
    for (Block block : blocks) {
      boolean inLoop = loops.stream().anyMatch(loop -> loop.contains(block));
      sum += inLoop ? 0 : Effort.instructionsOf(block);
    }
    return sum;
  }
}
