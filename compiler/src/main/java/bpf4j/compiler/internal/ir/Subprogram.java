package bpf4j.compiler.internal.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A function of a program: takes the context and up to four more arguments, {@link Op#PARAMETER}s
 * of its graph. One that may fail returns 0 when it did not, and leaves its result, if it has one,
 * where its last parameter points to; runs that fail in it are counted there. A callback, which
 * helpers call, takes what the helper gives it, and returns {@link CallbackFrame#GO_ON} or {@link
 * CallbackFrame#STOP}.
 *
 * @param name the Java method's
 * @param parameters their types, the context not counted
 * @param graph what it does
 * @param mayFail whether it returns a status
 */
public record Subprogram(String name, List<Type> parameters, Graph graph, boolean mayFail) {
  /** What a function that may fail returns when it has failed. */
  public static final long FAILED = 1;

  /** What it returns when it has failed; nobody asks functions that the kernel calls later. */
  public long failure() {
    return graph.isLater() ? 0 : FAILED;
  }

  /** The registers for arguments, less the one that holds the context. */
  public static final int MOST_PARAMETERS = 4;

  /**
   * All functions that a graph calls or has called, directly or not, in the order in which they are
   * met.
   */
  public static List<Subprogram> calledBy(Graph graph) {
    Set<Subprogram> found = new LinkedHashSet<>();
    Deque<Graph> work = new ArrayDeque<>();
    work.add(graph);
    while (!work.isEmpty()) {
      for (Block block : work.remove().blocks()) {
        for (Value value : block.values()) {
          if (value.op() == Op.CALL_SUBPROGRAM
              && value.aux() instanceof Subprogram called
              && found.add(called)) {
            work.add(called.graph());
          }
          for (Value arg : value.args()) {
            if (arg.op() == Op.CALLBACK
                && arg.aux() instanceof Subprogram called
                && found.add(called)) {
              work.add(called.graph());
            }
          }
        }
      }
    }
    return new ArrayList<>(found);
  }

  // By identity: a graph is made once, and hashing need not go through what records go through.
  @Override
  public boolean equals(Object other) {
    return other instanceof Subprogram called && graph == called.graph;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(graph);
  }

  @Override
  public String toString() {
    return name;
  }
}
