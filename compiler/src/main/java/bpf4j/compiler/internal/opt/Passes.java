package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Graph;
import java.util.List;
import java.util.Locale;

/**
 * All passes, in the order in which they run.
 *
 * <p>{@code -Dbpf4j.compiler.print=all}, or a comma-separated list of pass names, prints the graph
 * after each of them.
 */
public final class Passes {
  private static final int ROUNDS = 6;
  private static final String PRINT = System.getProperty("bpf4j.compiler.print", "");

  private record Step(String name, Pass pass) {}

  /** Run again and again while they change anything. */
  private static final List<Step> ROUND =
      List.of(
          new Step("simplify", new Simplify()),
          new Step("merge-blocks", new MergeBlocks()),
          new Step("value-numbering", new ValueNumbering()),
          new Step("dead-code", new DeadCode()),
          new Step("jump-threading", new JumpThreading()));

  /** Run once, when nothing else changes any more. */
  private static final List<Step> LAST =
      List.of(
          new Step("share-exits", new ShareExits()),
          new Step("early-stores", new EarlyStores()),
          new Step("skip-edge-blocks", new SkipEdgeBlocks()),
          new Step("split-edges", new SplitEdges()));

  private Passes() {}

  /** Optimizes a graph and brings it into the form that code selection takes. */
  public static void run(Graph graph, Target target) {
    graph.removeUnreachable();
    print("front-end", graph);
    repeat(graph);
    Termination.check(graph);
    step(new Step("induction-rebase", new InductionRebase()), graph);
    step(new Step("lower", new Lowering(target)), graph);
    repeat(graph);
    LAST.forEach(step -> step(step, graph));
  }

  /** Runs the passes in turn until each has had a look at what the others made of the graph. */
  private static void repeat(Graph graph) {
    int unchanged = 0;
    for (int i = 0; i < ROUNDS * ROUND.size() && unchanged < ROUND.size(); i++) {
      boolean changed = step(ROUND.get(i % ROUND.size()), graph);
      unchanged = changed ? 0 : unchanged + 1;
    }
  }

  private static boolean step(Step step, Graph graph) {
    boolean changed = step.pass().run(graph);
    if (changed) {
      print(step.name(), graph);
    }
    return changed;
  }

  @SuppressWarnings("SystemOut") // asked for by a system property
  private static void print(String name, Graph graph) {
    if (!PRINT.isEmpty() && (PRINT.equals("all") || List.of(PRINT.split(",")).contains(name))) {
      System.out.printf(Locale.ROOT, "--- %s%n%s", name, graph);
    }
  }
}
