package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Subprogram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All passes, in the order in which they run.
 *
 * <p>{@code -Dbpf4j.compiler.print=all}, or a comma-separated list of pass names, prints the graph
 * after each of them. {@code -Dbpf4j.compiler.verify=true} checks it there ({@link GraphVerifier}).
 */
public final class Passes {
  private static final int ROUNDS = 6;
  private static final String PRINT = System.getProperty("bpf4j.compiler.print", "");
  private static final boolean VERIFY = Boolean.getBoolean("bpf4j.compiler.verify");

  private record Step(String name, Pass pass) {}

  /** Run again and again while they change anything. */
  private static final List<Step> ROUND =
      List.of(
          new Step("simplify", new Simplify()),
          new Step("merge-blocks", new MergeBlocks()),
          new Step("value-numbering", new ValueNumbering()),
          new Step("dead-code", new DeadCode()),
          new Step("jump-threading", new JumpThreading()),
          new Step("repeat-tests", new RepeatTests()),
          new Step("stack-memory", new StackMemory()));

  private static final String MAP_WALKS = "map-walks";
  private static final String UNROLL = "unroll";
  private static final Step REBASE = new Step("induction-rebase", new InductionRebase());
  private static final String LOOP_GUARDS = "loop-guards";
  private static final String LOWER = "lower";
  private static final Step GIVE_BACK = new Step("give-back", new GiveBack());
  private static final String IMPOSSIBLE_EXITS = "impossible-exits";

  /** Run once, when nothing else changes any more. */
  private static final List<Step> LAST =
      List.of(
          new Step("test-in-place", new TestInPlace()),
          new Step("share-exits", new ShareExits()),
          new Step("callback-failures", new CallbackFailures()),
          new Step("early-stores", new EarlyStores()),
          new Step("skip-edge-blocks", new SkipEdgeBlocks()),
          new Step("split-edges", new SplitEdges()));

  /** Is shown the graph after each pass, under the pass's name. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Called after a pass, and first of all with what the front end has made.
     *
     * @param changed whether the pass says that it changed anything
     */
    void after(String pass, Graph graph, boolean changed);
  }

  private final Graph graph;
  private final Target target;
  private final Watcher watcher;

  private Passes(Graph graph, Target target, Watcher watcher) {
    this.graph = graph;
    this.target = target;
    this.watcher = watcher;
  }

  /**
   * Optimizes a graph and the functions that it calls, and brings them into the form that code
   * selection takes.
   */
  public static void run(Graph graph, Target target) {
    run(graph, target, PRINT.isEmpty() && !VERIFY ? null : Passes::watch);
  }

  /** As {@link #run(Graph, Target)}, under the eyes of a watcher; null for none. */
  public static void run(Graph graph, Target target, Watcher watcher) {
    new Passes(graph, target, watcher).run();
    Set<Subprogram> done = new HashSet<>();
    // Functions may come to call back others while they are optimized.
    for (Subprogram next = other(graph, done); next != null; next = other(graph, done)) {
      done.add(next);
      new Passes(next.graph(), target.forSubprogram(next), watcher).run();
    }
  }

  private static Subprogram other(Graph graph, Set<Subprogram> done) {
    return Subprogram.calledBy(graph).stream()
        .filter(called -> !done.contains(called))
        .findFirst()
        .orElse(null);
  }

  private void run() {
    graph.removeUnreachable();
    show("front-end", true);
    repeat();
    if (step(new Step(MAP_WALKS, new MapWalks(target)))) {
      repeat();
    }
    if (graph.hasLoops()) {
      runOnLoops();
    }
    step(new Step(LOWER, new Lowering(target)));
    step(GIVE_BACK);
    step(new Step(IMPOSSIBLE_EXITS, new ImpossibleExits(target)));
    repeat();
    LAST.forEach(this::step);
  }

  private void runOnLoops() {
    Termination.check(graph);
    if (!target.conservative() && step(new Step(UNROLL, new Unroll(target)))) {
      repeat();
    }
    step(new Step(LOOP_GUARDS, new LoopGuards(target)));
    step(REBASE);
  }

  /** The names of all passes. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    ROUND.forEach(step -> names.add(step.name()));
    names.add(MAP_WALKS);
    names.add(UNROLL);
    names.add(LOOP_GUARDS);
    names.add(REBASE.name());
    names.add(LOWER);
    names.add(GIVE_BACK.name());
    names.add(IMPOSSIBLE_EXITS);
    LAST.forEach(step -> names.add(step.name()));
    return names;
  }

  /** Runs the passes in turn until each has had a look at what the others made of the graph. */
  private void repeat() {
    int unchanged = 0;
    for (int i = 0; i < ROUNDS * ROUND.size() && unchanged < ROUND.size(); i++) {
      boolean changed = step(ROUND.get(i % ROUND.size()));
      unchanged = changed ? 0 : unchanged + 1;
    }
  }

  private boolean step(Step step) {
    boolean changed = step.pass().run(graph);
    show(step.name(), changed);
    return changed;
  }

  private void show(String name, boolean changed) {
    if (watcher != null) {
      watcher.after(name, graph, changed);
    }
  }

  @SuppressWarnings("SystemOut") // asked for by a system property
  private static void watch(String name, Graph graph, boolean changed) {
    if (changed && (PRINT.equals("all") || List.of(PRINT.split(",")).contains(name))) {
      System.out.printf(Locale.ROOT, "--- %s%n%s", name, graph);
    }
    if (VERIFY) {
      verify(name, graph);
    }
  }

  private static void verify(String name, Graph graph) {
    try {
      GraphVerifier.check(graph);
    } catch (IllegalStateException e) {
      throw new IllegalStateException("after " + name + ": " + e.getMessage() + "\n" + graph, e);
    }
  }
}
