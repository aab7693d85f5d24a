package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Graph;

/** One step of the optimizer. */
@FunctionalInterface
interface Pass {
  /**
   * Improves a graph in place.
   *
   * @return true if anything changed
   */
  boolean run(Graph graph);
}
