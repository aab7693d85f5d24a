package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Stack slots that pass keys, values and texts to helpers, and results back. A slot lives from its
 * stores to the call after them, or from a call to the loads after it, so one of each size serves
 * the whole program.
 */
final class ScratchSlots {
  private final Graph graph;
  private final Map<Integer, Value> keys = new HashMap<>();
  private final Map<Integer, Value> values = new HashMap<>();
  private final Map<Integer, Value> results = new HashMap<>();
  private final Map<Integer, Value> texts = new HashMap<>();

  ScratchSlots(Graph graph) {
    this.graph = graph;
  }

  Value key(int size) {
    return keys.computeIfAbsent(size, s -> graph.address(graph.newSlot(s, "key")));
  }

  Value value(int size) {
    return values.computeIfAbsent(size, s -> graph.address(graph.newSlot(s, "value")));
  }

  Value result(int size) {
    return results.computeIfAbsent(size, s -> graph.address(graph.newSlot(s, "result")));
  }

  Value text(int size) {
    return texts.computeIfAbsent(size, s -> graph.address(graph.newSlot(s, "text")));
  }
}
