package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Value;
import java.util.function.Predicate;

/**
 * What a loop costs the verifier. It walks every round; and every way through a branch, until it
 * comes to a place where it has taken note of a state like the present one. In loops it takes such
 * notes after 20 jumps or 100 instructions only ({@code is_state_visited} in {@code
 * kernel/bpf/verifier.c}, since 5.3), so the ways between two notes multiply.
 *
 * @param instructions how many instructions one walk through all rounds has
 * @param jumps how many of them are conditional jumps
 * @param joins the binary logarithm of the number of ways on such a walk
 * @param densest the same between two notes, where it is largest
 * @param exits how many branches it meets whose other side leaves at once; it remembers them all
 */
record Effort(double instructions, double jumps, double joins, double densest, double exits) {
  private static final double JUMPS_BETWEEN_NOTES = 20;
  private static final double INSTRUCTIONS_BETWEEN_NOTES = 100;

  /** How often a loop is walked until the verifier sees that nothing new comes. */
  private static final double ROUNDS_WHEN_GUARDED = 4;

  /** How many instructions it walks in all. */
  double walked() {
    return instructions * Math.pow(2, densest);
  }

  /**
   * The cost of a loop and those in it.
   *
   * @param isGuarded tells the loops that end by a budget
   */
  static Effort of(Loop loop, LoopForest forest, Predicate<Loop> isGuarded) {
    TripCount count = new TripCount(loop, forest);
    Sum sum = new Sum();
    loop.inner().forEach(inner -> sum.add(of(inner, forest, isGuarded)));
    double ways = 0;
    for (Block block : loop.ownBlocks()) {
      ways += sum.add(block, loop, count);
    }
    boolean guarded = isGuarded.test(loop);
    double rounds = guarded ? ROUNDS_WHEN_GUARDED : Math.max(1, count.most());
    double window =
        Math.min(
            rounds,
            Math.min(
                JUMPS_BETWEEN_NOTES / Math.max(1, sum.jumps),
                INSTRUCTIONS_BETWEEN_NOTES / sum.instructions));
    double left = ways == 0 ? 0 : log2(1 + Math.min(rounds, 1e9) * ways);
    return new Effort(
        rounds * sum.instructions,
        rounds * sum.jumps,
        product(rounds, sum.joins) + left,
        Math.max(sum.densest, product(window, sum.joins)),
        product(rounds, sum.exits));
  }

  private static double product(double rounds, double each) {
    return each == 0 ? 0 : rounds * each;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /** What one round costs. */
  private static final class Sum {
    private double instructions;
    private double jumps;
    private double joins;
    private double densest;
    private double exits;

    void add(Effort inner) {
      instructions += inner.instructions;
      jumps += inner.jumps;
      joins += inner.joins;
      exits += inner.exits;
      densest = Math.max(densest, inner.densest);
    }

    /** Adds a block; answers with the number of ways that lead out of the loop there. */
    private int add(Block block, Loop loop, TripCount count) {
      instructions += instructions(block);
      if (block.exit() != Block.Exit.BRANCH) {
        return 0;
      }
      jumps++;
      if (block == count.counting()) {
        return 0;
      }
      if (isDeadEnd(block.succ(0)) || isDeadEnd(block.succ(1))) {
        exits++;
        return 0;
      }
      if (loop.isExit(block)) {
        return 1;
      }
      joins++;
      return 0;
    }

    private static boolean isDeadEnd(Block block) {
      return block.exit() == Block.Exit.FAIL || block.exit() == Block.Exit.RETURN;
    }

    private static int instructions(Block block) {
      int sum = 1;
      for (Value value : block.values()) {
        sum +=
            switch (value.op()) {
              case CALL, PACKET -> 6;
              case CALL_SUBPROGRAM -> called((Subprogram) value.aux());
              default -> 1;
            };
      }
      return sum;
    }

    /** A function's instructions, as if it had no loops. */
    private static int called(Subprogram subprogram) {
      return subprogram.graph().blocks().stream().mapToInt(Sum::instructions).sum();
    }
  }
}
