package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packet's start and end, read from the context wherever they may have changed. */
final class DirectAddresses {
  private final Graph graph;
  private final Epochs epochs;
  private final Target target;
  private final Map<Integer, Value> starts = new HashMap<>();
  private final Map<Integer, Value> ends = new HashMap<>();

  DirectAddresses(Graph graph, Epochs epochs, Target target) {
    this.graph = graph;
    this.epochs = epochs;
    this.target = target;
  }

  /** Puts the reads in; those that turn out to be unused are dropped later. */
  void insert(List<Block> blocks) {
    for (Block block : blocks) {
      if (block == graph.entry()) {
        int at = block.values().indexOf(graph.context()) + 1;
        insert(block, at, Epochs.FIRST, null);
      } else if (epochs.beginsAt(block)) {
        insert(block, block.phiCount(), epochs.atStart(block), block.position());
      }
      for (Value value : List.copyOf(block.values())) {
        if (epochs.isChange(value)) {
          int at = block.values().indexOf(value) + 1;
          insert(block, at, Epochs.after(value), value.position());
        }
      }
    }
  }

  private void insert(Block block, int at, int epoch, SourcePosition position) {
    starts.put(epoch, load(block, at, target.layout().dataOffset(), position));
    ends.put(epoch, load(block, at + 1, target.layout().endOffset(), position));
  }

  private Value load(Block block, int at, int offset, SourcePosition position) {
    Access access = Access.of(target.layout().width(), false);
    Value value = graph.newValue(Op.LOAD, Type.PACKET, offset, access, graph.context());
    value.setPosition(position);
    block.insert(at, value);
    return value;
  }

  /** Replaces the addresses of an epoch from here on. */
  void replace(int epoch, LinearPart.Bounds bounds) {
    starts.put(epoch, bounds.start());
    ends.put(epoch, bounds.end());
  }

  Value start(int epoch) {
    return starts.get(epoch);
  }

  Value end(int epoch) {
    return ends.get(epoch);
  }
}
