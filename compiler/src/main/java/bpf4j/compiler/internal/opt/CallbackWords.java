package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * Values in the words of a callback's frame: whole registers, so that the verifier still knows of
 * them what it knew when they were put there.
 */
final class CallbackWords {
  private static final Access WORD = Access.of(Long.BYTES, false);

  private CallbackWords() {}

  /** Puts a value into a word, at the end of a block. */
  static void store(Graph graph, Block block, Value frame, int offset, Value value) {
    Value store = graph.newValue(Op.STORE, Type.VOID, offset, WORD, frame, value);
    store.setPosition(block.position());
    block.append(store);
  }

  /** A word as a value of a type, at the end of a block. */
  static Value load(Graph graph, Block block, Value frame, int offset, Type type) {
    boolean narrow = type == Type.I32;
    Value word = graph.newValue(Op.LOAD, narrow ? Type.I64 : type, offset, WORD, frame);
    word.setPosition(block.position());
    block.append(word);
    if (!narrow) {
      return word;
    }
    Value low = graph.newValue(Op.TRUNC, Type.I32, 0, null, word);
    low.setPosition(block.position());
    return block.append(low);
  }

  /** A word that changes from round to round; the verifier is told which bits may be set. */
  static Value take(Graph graph, Block block, Value frame, int offset, Value like) {
    Value word = load(graph, block, frame, offset, like.type());
    if (!like.type().isInteger()) {
      return word;
    }
    long bits = KnownBits.mayBeSet(like);
    if (bits == Hiding.allBits(like.type())) {
      return word;
    }
    Value masked =
        graph.newValue(Op.AND, like.type(), 0, null, word, graph.constant(like.type(), bits));
    masked.setPosition(block.position());
    return block.append(masked);
  }

  /** Which of a block's edges to a successor is the one with an index, among the successor's. */
  static int edge(Block block, int index) {
    Block to = block.succ(index);
    int first = to.preds().indexOf(block);
    boolean second = index == 1 && block.succ(0) == to;
    return second
        ? first + 1 + to.preds().subList(first + 1, to.preds().size()).indexOf(block)
        : first;
  }
}
