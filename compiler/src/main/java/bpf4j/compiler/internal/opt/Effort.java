package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a loop costs the verifier. It walks every round; and every way through the branches, until
 * it comes to a place where it has taken note of a state like the present one. In loops it takes
 * such notes after 20 jumps or 100 instructions only ({@code is_state_visited} in {@code
 * kernel/bpf/verifier.c}, since 5.3), so the ways between two notes multiply; unless they lead to
 * few states ({@link RoundStates}), each of which soon is on a note.
 *
 * @param instructions how many instructions one walk through all rounds has
 * @param jumps how many of them are conditional jumps
 * @param ways the binary logarithm of the number of ways on such a walk
 * @param densest the same between two notes, where it is largest
 * @param drift how many states it meets at the loop's head where it would otherwise meet one
 * @param exits how many branches it meets whose other side leaves at once; it remembers them all
 */
record Effort(
    double instructions, double jumps, double ways, double densest, double drift, double exits) {
  private static final double JUMPS_BETWEEN_NOTES = 20;
  private static final double INSTRUCTIONS_BETWEEN_NOTES = 100;

  /** How often a loop is walked until the verifier sees that nothing new comes. */
  static final double ROUNDS_WHEN_GUARDED = 4;

  /** How many instructions it walks in all. */
  double walked() {
    return instructions * Math.pow(2, densest) * drift;
  }

  /**
   * The cost of a loop and those in it.
   *
   * @param packets how packet bytes are read
   * @param isGuarded tells the loops that end by a budget
   */
  static Effort of(Loop loop, LoopForest forest, PacketReads packets, Predicate<Loop> isGuarded) {
    Round round = new Round(loop, forest, packets, isGuarded);
    double rounds = isGuarded.test(loop) ? ROUNDS_WHEN_GUARDED : Math.max(1, round.count.most());
    double window =
        Math.min(
            rounds,
            Math.min(
                JUMPS_BETWEEN_NOTES / Math.max(1, round.jumps),
                INSTRUCTIONS_BETWEEN_NOTES / round.instructions));
    double again = log2(round.waysAround);
    // Every round adds as many states as there are ways to the next, less one.
    boolean isDrifting = round.waysAround > 1 && !isGuarded.test(loop) && Drift.isIn(loop, packets);
    double states = again == 0 ? 0 : log2(RoundStates.of(loop));
    double out = log2(1 + Math.min(rounds, 1e9) * round.waysOut);
    return new Effort(
        rounds * round.instructions,
        rounds * round.jumps,
        Math.min(product(rounds, again), states) + out,
        Math.max(round.densest, Math.min(product(window, again), again + states)),
        Math.max(round.drift, isDrifting ? Math.max(1, rounds * (round.waysAround - 1) / 2) : 1),
        product(rounds, round.exits));
  }

  private static double product(double rounds, double each) {
    return each == 0 ? 0 : rounds * each;
  }

  private static double log2(double x) {
    return x <= 1 ? 0 : Math.log(x) / Math.log(2);
  }

  /** How many instructions a block is likely to become. */
  static double instructionsOf(Block block) {
    double sum = 1;
    for (Value value : block.values()) {
      sum +=
          switch (value.op()) {
            case CALL, PACKET -> 6;
            case CALL_SUBPROGRAM -> instructionsOf((Subprogram) value.aux());
            default -> 1;
          };
    }
    return sum;
  }

  /** A function's instructions, as if it had no loops. */
  private static double instructionsOf(Subprogram subprogram) {
    return subprogram.graph().blocks().stream().mapToDouble(Effort::instructionsOf).sum();
  }

  /** One round of a loop. */
  private static final class Round {
    private final Loop loop;
    private final TripCount count;
    private final Map<Block, Double> waysTo = new HashMap<>();
    private double instructions;
    private double jumps;
    private double densest;
    private double drift = 1;
    private double exits;

    /** How many ways lead to the next round. */
    private double waysAround;

    /** How many lead out of the loop, other than by counting its rounds and by dead ends. */
    private double waysOut;

    Round(Loop loop, LoopForest forest, PacketReads packets, Predicate<Loop> isGuarded) {
      this.loop = loop;
      this.count = new TripCount(loop, forest);
      Map<Block, Loop> innerOf = new HashMap<>();
      for (Loop inner : loop.inner()) {
        inner.blocks().forEach(block -> innerOf.put(block, inner));
      }
      waysTo.put(loop.header(), 1.0);
      for (Block block : forest.dominators().order()) {
        Loop inner = innerOf.get(block);
        if (inner == null && loop.contains(block)) {
          walk(block);
        } else if (inner != null && inner.header() == block) {
          walk(inner, of(inner, forest, packets, isGuarded));
        }
      }
    }

    private void walk(Block block) {
      instructions += instructionsOf(block);
      if (block.exit() == Block.Exit.BRANCH) {
        jumps++;
        boolean deadEnd = isDeadEnd(block.succ(0)) || isDeadEnd(block.succ(1));
        exits += deadEnd && block != count.counting() ? 1 : 0;
      }
      for (int i = 0; i < block.succCount(); i++) {
        lead(block, block.succ(i), waysTo.getOrDefault(block, 0.0));
      }
    }

    private void walk(Loop inner, Effort effort) {
      instructions += effort.instructions;
      jumps += effort.jumps;
      exits += effort.exits;
      densest = Math.max(densest, effort.densest);
      drift = Math.max(drift, effort.drift);
      double ways = waysTo.getOrDefault(inner.header(), 0.0) * Math.pow(2, effort.ways);
      List<Block> leaving = inner.blocks().stream().filter(inner::isExit).toList();
      for (Block block : leaving) {
        Block out = inner.contains(block.succ(0)) ? block.succ(1) : block.succ(0);
        lead(block, out, ways / leaving.size());
      }
    }

    /** Takes note that a number of ways go from a block on to another. */
    private void lead(Block from, Block to, double ways) {
      if (to == loop.header()) {
        waysAround += ways;
      } else if (loop.contains(to)) {
        waysTo.merge(to, ways, Double::sum);
      } else if (from != count.counting() && !isDeadEnd(to)) {
        waysOut += ways;
      }
    }

    private static boolean isDeadEnd(Block block) {
      return block.exit() == Block.Exit.FAIL || block.exit() == Block.Exit.RETURN;
    }
  }
}
