package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.ir.Graph;

/** Makes a graph mean something else. */
@FunctionalInterface
interface GraphEdit {
  void apply(Graph graph);
}
