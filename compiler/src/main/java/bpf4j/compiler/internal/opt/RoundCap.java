package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and how a verifier that learns nothing from comparisons comes to the end of a loop.
 * Before 6.8 verifiers learn nothing where two numbers are compared of which neither is a constant,
 * or where a copy or what lies on the stack is compared. But they always know what comes of adding
 * constants to numbers in known bounds, and decide by that the comparison with a constant. So where
 * the rounds are bounded by a number that is not known in each round, a second comparison with the
 * largest that it may be follows the first; it never has another outcome.
 */
final class RoundCap {
  private static final int DEPTH = 6;

  private final Loop loop;
  private final LoopForest forest;
  private final boolean shortCompare;
  private final double trips;
  private final TripCount.Test test;
  private final boolean exactLimit;

  RoundCap(Loop loop, LoopForest forest, Target target) {
    this.loop = loop;
    this.forest = forest;
    this.shortCompare = target.has(Target.Feature.SHORT_COMPARE);
    TripCount count = new TripCount(loop, forest);
    this.trips = count.most();
    this.test = count.test();
    this.exactLimit = test != null && isExact(test.limit(), 0);
  }

  /** Whether the verifier walks the loop to its end, once it has been capped. */
  boolean isEnding() {
    if (test == null) {
      return false;
    }
    if (test.step() == 0) {
      // Of 64-bit products, as divisions become, it does not know the bounds.
      return test.counter().type() == Type.I32 || isShifted();
    }
    if (!exactLimit && !isCappable()) {
      return false;
    }
    return isExact(test.compared(), 0) || staysInBounds();
  }

  /** Inserts the second comparison if the loop needs one. */
  boolean insert(Graph graph) {
    if (!isEnding() || test.step() == 0 || exactLimit) {
      return false;
    }
    Block counting = test.block();
    int staying = loop.contains(counting.succ(0)) ? 0 : 1;
    Block again = counting.succ(staying);
    Block out = counting.succ(1 - staying);
    List<Value> argsAgain = phiArgs(again, CallbackWords.edge(counting, staying));
    List<Value> argsOut = phiArgs(out, CallbackWords.edge(counting, 1 - staying));
    Block cap = graph.newBlock();
    cap.setPosition(counting.position());
    counting.retarget(staying, cap);
    Value most = graph.constant(test.compared().type(), cap());
    cap.branch(test.stay(), test.compared(), most, again, out);
    // Whoever compares the numbers' bounds would take it for superfluous.
    cap.setPinned();
    addPhiArgs(again, argsAgain);
    addPhiArgs(out, argsOut);
    return true;
  }

  private static List<Value> phiArgs(Block block, int edge) {
    List<Value> args = new ArrayList<>();
    block.values().subList(0, block.phiCount()).forEach(phi -> args.add(phi.arg(edge)));
    return args;
  }

  private static void addPhiArgs(Block block, List<Value> args) {
    for (int i = 0; i < args.size(); i++) {
      Block.addPhiArg(block.values().get(i), args.get(i));
    }
  }

  /** What the limit is at most, or at least where the loop counts down. */
  private long cap() {
    return test.step() > 0 ? KnownBits.unsignedMax(test.limit()) : 0;
  }

  private boolean isCappable() {
    boolean ordered = test.stay() != Cond.NE && test.stay() != Cond.EQ;
    return ordered && KnownBits.isNonNegative(test.limit());
  }

  /** A number that is a constant in each round, as it is made of constants alone. */
  private boolean isExact(Value value, int depth) {
    if (value.isConst()) {
      return true;
    }
    if (depth > DEPTH) {
      return false;
    }
    if (value.op() == Op.PHI) {
      Loop around = forest.at(value.block());
      boolean counts =
          around != null && around.contains(loop.header()) && TripCount.isCounter(value, around);
      return counts && isExact(TripCount.startOf(value, around), depth + 1);
    }
    boolean exact = isComputed(value.op());
    for (int i = 0; exact && i < value.argCount(); i++) {
      exact = isExact(value.arg(i), depth + 1);
    }
    return exact;
  }

  /** Whether the verifier makes a constant of this operation on constants. */
  private static boolean isComputed(Op op) {
    return switch (op) {
      case ADD, SUB, MUL, AND, OR, XOR, SHL, SHR, SAR, TRUNC, SEXT32, ZEXT32 -> true;
      default -> false;
    };
  }

  private boolean isShifted() {
    Block header = loop.header();
    for (int i = 0; i < header.preds().size(); i++) {
      if (loop.isBackEdge(i) && test.counter().arg(i).op() != Op.SHR) {
        return false;
      }
    }
    return true;
  }

  /** Whether bounds of the counter that only ever move by the step tell where it has arrived. */
  private boolean staysInBounds() {
    Value counter = test.compared();
    Value start = TripCount.startOf(test.counter(), loop);
    boolean plain = counter.op() == Op.PHI || counter.op() == Op.ADD && counter.arg(1).isConst();
    if (!plain || !KnownBits.isNonNegative(start)) {
      return false;
    }
    if (test.step() < 0) {
      // Below zero a number that is extended by shifts loses its bounds.
      return test.stay().isSigned() && (shortCompare || counter.type().isWide());
    }
    double rounds = trips + 1;
    double most = (double) KnownBits.unsignedMax(start) + rounds * test.step();
    return most < (counter.type().isWide() ? 0x1p63 : 0x1p31);
  }
}
