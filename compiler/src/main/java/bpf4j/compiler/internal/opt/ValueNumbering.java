package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Replaces a computation by an equal one that is always made before it, and a branch by its outcome
 * where the branches before decide it. Walks the dominator tree, so that what is known is what
 * holds on every path.
 */
final class ValueNumbering implements Pass {
  @Override
  public boolean run(Graph graph) {
    return new Walk(graph).run();
  }

  private record Key(Op op, Object type, long imm, Object aux, int epoch, int[] args) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && op == key.op
          && type == key.type
          && imm == key.imm
          && epoch == key.epoch
          && Arrays.equals(args, key.args)
          && (aux == null ? key.aux == null : aux.equals(key.aux));
    }

    @Override
    public int hashCode() {
      return (op.ordinal() * 31 + Long.hashCode(imm)) * 31 + Arrays.hashCode(args);
    }
  }

  private record Frame(Block block, Deque<Key> added, int facts) {}

  private static final class Walk {
    private final Graph graph;
    private final Dominators dominators;
    private final Value[] replacement;
    private final Map<Key, Value> table = new HashMap<>();
    private final Facts facts = new Facts();
    private final Epochs inputs;
    private boolean changed;
    private boolean branchesChanged;

    Walk(Graph graph) {
      this.graph = graph;
      this.dominators = new Dominators(graph);
      this.replacement = new Value[graph.valueCount()];
      this.inputs = new Epochs(graph, Effects::changesInput);
    }

    boolean run() {
      Deque<Frame> open = new ArrayDeque<>();
      Deque<Object> work = new ArrayDeque<>();
      work.push(graph.entry());
      while (!work.isEmpty()) {
        Object next = work.pop();
        if (next instanceof Frame frame) {
          frame.added().forEach(table::remove);
          facts.restore(frame.facts());
          open.pop();
          continue;
        }
        Block block = (Block) next;
        Frame frame = new Frame(block, new ArrayDeque<>(), facts.mark());
        open.push(frame);
        work.push(frame);
        addEntryFact(block);
        visit(block, frame);
        dominators.children(block).forEach(work::push);
      }
      if (changed) {
        graph.replaceAll(replacement);
      }
      if (branchesChanged) {
        graph.removeUnreachable();
      }
      return changed || branchesChanged;
    }

    /** On the only way into a block, the branch before it has gone this way. */
    private void addEntryFact(Block block) {
      if (block.preds().size() != 1) {
        return;
      }
      Block pred = block.preds().get(0);
      if (pred.exit() == Block.Exit.BRANCH && pred.succ(0) != pred.succ(1)) {
        boolean taken = pred.succ(0) == block;
        facts.add(
            taken ? pred.cond() : pred.cond().negate(), find(pred.left()), find(pred.right()));
      }
    }

    private void visit(Block block, Frame frame) {
      int epoch = inputs.atStart(block);
      for (Value value : block.values().toArray(Value[]::new)) {
        if (inputs.isChange(value)) {
          epoch = Epochs.after(value);
        }
        Value[] args = value.args();
        if (value.op() != Op.PHI) {
          for (int i = 0; i < args.length; i++) {
            args[i] = find(args[i]);
          }
        }
        if (!isNumbered(value)) {
          continue;
        }
        Key key = key(value, readsInput(value) ? epoch : Epochs.FIRST);
        Value same = table.get(key);
        if (same != null) {
          replacement[value.id()] = same;
          block.values().remove(value);
          changed = true;
        } else {
          table.put(key, value);
          frame.added().push(key);
        }
      }
      if (block.exit() == Block.Exit.BRANCH && !block.isPinned()) {
        Boolean known = facts.decide(block.cond(), find(block.left()), find(block.right()));
        if (known != null && block.succ(0) != block.succ(1)) {
          block.branchToJump(known ? 0 : 1);
          branchesChanged = true;
        }
      }
    }

    private static boolean isNumbered(Value value) {
      return switch (value.op()) {
        case PACKET, PACKET_LENGTH, LD_ABS, LD_IND -> true;
        case LOAD -> value.access().stable();
        case CONTEXT -> false;
        default -> value.op().isPure();
      };
    }

    private static boolean readsInput(Value value) {
      return value.op() == Op.LOAD || !value.op().isPure();
    }

    private static Key key(Value value, int epoch) {
      int[] args = new int[value.argCount()];
      for (int i = 0; i < args.length; i++) {
        args[i] = value.arg(i).id();
      }
      // Where a packet read ends the run does not matter to a read that cannot fail any more.
      Object aux = value.aux() instanceof PacketAccess access ? access.bytes() : value.aux();
      return new Key(value.op(), value.type(), value.imm(), aux, epoch, args);
    }

    private Value find(Value value) {
      Value result = value;
      while (result.id() < replacement.length && replacement[result.id()] != null) {
        result = replacement[result.id()];
      }
      return result;
    }
  }
}
