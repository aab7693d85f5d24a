package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * How often a loop goes round at most: found where a branch that each round takes compares a
 * counter, which changes by a constant or is shifted, with something of known size.
 */
final class TripCount {
  /** There is no such branch. */
  static final double UNKNOWN = Double.POSITIVE_INFINITY;

  /** No loop goes round more often: {@code BPF_MAX_LOOPS} of linux/bpf_verifier.h. */
  private static final double MOST_ROUNDS = 8 << 20;

  private final Loop loop;
  private final LoopForest forest;
  private double least = UNKNOWN;
  private Test test;

  /**
   * The branch that bounds the rounds.
   *
   * @param block where it is
   * @param stay how the numbers compare where the loop goes on
   * @param compared what is made of the counter
   * @param limit what it is compared with
   * @param counter what changes from round to round
   * @param step by how much; 0 if it is shifted
   */
  record Test(Block block, Cond stay, Value compared, Value limit, Value counter, long step) {}

  TripCount(Loop loop, LoopForest forest) {
    this.loop = loop;
    this.forest = forest;
    for (Block block : loop.blocks()) {
      if (loop.isExit(block) && isOnEveryRound(block)) {
        look(block);
      }
    }
  }

  /** The bound of rounds; {@link #UNKNOWN} if none is known. */
  double most() {
    return least;
  }

  /** The block whose branch gives the bound; null if there is none. */
  Block counting() {
    return test == null ? null : test.block();
  }

  /** The branch that gives the bound; null if there is none. */
  Test test() {
    return test;
  }

  /** Whether a value is a number that the loop changes by a constant each round. */
  static boolean isCounter(Value phi, Loop loop) {
    return Counter.of(phi, loop) != null;
  }

  /** What a counter of a loop starts with. */
  static Value startOf(Value phi, Loop loop) {
    return Counter.of(phi, loop).start();
  }

  private boolean isOnEveryRound(Block block) {
    for (int i = 0; i < loop.header().preds().size(); i++) {
      if (loop.isBackEdge(i)
          && !forest.dominators().dominates(block, loop.header().preds().get(i))) {
        return false;
      }
    }
    return true;
  }

  private void look(Block block) {
    boolean staysOnTrue = loop.contains(block.succ(0));
    Cond stay = staysOnTrue ? block.cond() : block.cond().negate();
    if (!look(block, stay, block.left(), block.right())) {
      look(block, stay.swap(), block.right(), block.left());
    }
  }

  /** Looks how many rounds there are while a counter compares so with a limit. */
  private boolean look(Block block, Cond stay, Value left, Value limit) {
    Linear compared = Linear.of(left);
    Value phi = compared == null ? shifted(left) : compared.phi();
    if (phi == null || phi.block() != loop.header()) {
      return false;
    }
    Counter steady = Counter.of(phi, loop);
    double trips;
    if (steady != null && compared != null) {
      trips = steps(stay, steady, compared, limit);
    } else {
      trips = shifts(stay, phi, left, limit);
    }
    if (trips < least) {
      least = trips;
      test = new Test(block, stay, left, limit, phi, steady == null ? 0 : steady.step());
    }
    return trips != UNKNOWN;
  }

  private static Value strip(Value value) {
    return value.op() == Op.SEXT32 || value.op() == Op.ZEXT32 || value.op() == Op.TRUNC
        ? value.arg(0)
        : value;
  }

  /** The phi of which a value is what the next round has, where that is shifted or divided. */
  private Value shifted(Value value) {
    Value next = strip(value);
    if (next.argCount() == 0) {
      return null;
    }
    Value phi = next.arg(0);
    boolean ours = phi.op() == Op.PHI && phi.block() == loop.header();
    return ours && phi.arg(backEdge()) == next ? phi : null;
  }

  private int backEdge() {
    int edge = 0;
    while (!loop.isBackEdge(edge)) {
      edge++;
    }
    return edge;
  }

  private static boolean isShift(Value next, Value phi) {
    return (next.op() == Op.SHR || next.op() == Op.UDIV)
        && next.arg(0) == phi
        && next.arg(1).isConst()
        && next.arg(1).imm() > (next.op() == Op.SHR ? 0 : 1);
  }

  private double shifts(Cond stay, Value phi, Value compared, Value limit) {
    Value next = phi.arg(backEdge());
    Value number = strip(compared);
    // Its low half may be zero long before, or the sign of it: that only ends the loop sooner.
    if (!isShift(next, phi) || number != phi && number != next) {
      return UNKNOWN;
    }
    boolean untilZero = limit.isZero() && (stay == Cond.NE || stay == Cond.UGT || stay == Cond.GT);
    if (!untilZero) {
      return UNKNOWN;
    }
    int width = next.type() == Type.I32 ? Integer.SIZE : Long.SIZE;
    long by = next.arg(1).imm();
    return next.op() == Op.SHR
        ? Math.ceil((double) width / by) + 1
        : Math.ceil(width / (Math.log((double) by) / Math.log(2))) + 1;
  }

  private double steps(Cond stay, Counter counter, Linear compared, Value limit) {
    Value start = counter.start();
    long step = counter.step();
    boolean up = step > 0;
    boolean towards =
        switch (stay) {
          case LT, LE, ULT, ULE -> up;
          case GT, GE, UGT, UGE -> !up;
          case NE -> start.isConst() && limit.isConst();
          case EQ -> false;
        };
    if (!towards || !compared.isExactFor(smallest(start), largest(start))) {
      return UNKNOWN;
    }
    double from = (up ? smallest(start) : largest(start)) + compared.distance();
    double to = up ? largest(limit) : smallest(limit);
    double distance = up ? to - from : from - to;
    double span = compared.span();
    // A counter that can pass the limit without being caught wraps round.
    if (Math.abs(to) + Math.abs((double) step) >= span) {
      return UNKNOWN;
    }
    boolean unsigned = isUnsigned(stay) || compared.isUnsigned();
    if (unsigned && (from < 0 || to < 0 || !up && to < -step)) {
      return UNKNOWN;
    }
    if (stay == Cond.NE && (distance < 0 || distance % Math.abs((double) step) != 0)) {
      return UNKNOWN;
    }
    double steps = distance / Math.abs((double) step);
    return Math.max(0, isInclusive(stay) ? Math.floor(steps) + 1 : Math.ceil(steps)) + 1;
  }

  private static boolean isInclusive(Cond cond) {
    return cond == Cond.LE || cond == Cond.GE || cond == Cond.ULE || cond == Cond.UGE;
  }

  private static boolean isUnsigned(Cond cond) {
    return cond == Cond.ULT || cond == Cond.ULE || cond == Cond.UGT || cond == Cond.UGE;
  }

  private double smallest(Value value) {
    if (value.isConst()) {
      return value.imm();
    }
    if (KnownBits.isNonNegative(value)) {
      return 0;
    }
    Range around = around(value);
    if (around != null) {
      return around.least();
    }
    return value.type() == Type.I32 ? -0x1p31 : -0x1p63;
  }

  private double largest(Value value) {
    if (value.isConst()) {
      return value.imm();
    }
    double most = value.type() == Type.I32 ? 0x1p31 : 0x1p63;
    if (KnownBits.isNonNegative(value)) {
      most = Math.min(most, (double) KnownBits.unsignedMax(value));
    }
    Range around = around(value);
    return around == null ? most : Math.min(most, around.most());
  }

  /** What a number may be that belongs to a counter of a loop around this one; null otherwise. */
  private Range around(Value value) {
    Linear linear = Linear.of(value);
    if (linear == null || linear.isUnsigned() || linear.phi().block() == loop.header()) {
      return null;
    }
    Loop outer = forest.at(linear.phi().block());
    boolean isAround = outer != null && outer.contains(loop.header());
    Counter counter = isAround ? Counter.of(linear.phi(), outer) : null;
    if (counter == null) {
      return null;
    }
    double way = counter.step() * Math.min(MOST_ROUNDS, new TripCount(outer, forest).most());
    double least = smallest(counter.start()) + Math.min(0, way);
    double most = largest(counter.start()) + Math.max(0, way);
    return linear.isExactFor(least, most)
        ? new Range(least + linear.distance(), most + linear.distance())
        : null;
  }

  /** Bounds of a number. */
  private record Range(double least, double most) {}

  /** A number that a loop changes by a constant each round. */
  private record Counter(Loop loop, Value start, long step) {
    /** The counter that a phi is; null if it is none. */
    static Counter of(Value phi, Loop loop) {
      Value start = null;
      Value next = null;
      for (int i = 0; i < phi.argCount(); i++) {
        boolean back = loop.isBackEdge(i);
        Value other = back ? next : start;
        if (other != null && other != phi.arg(i)) {
          return null;
        }
        if (back) {
          next = phi.arg(i);
        } else {
          start = phi.arg(i);
        }
      }
      long step = start == null || next == null ? 0 : step(next, phi, 0);
      return step == 0 ? null : new Counter(loop, start, step);
    }

    /** The constant that a value is away from the phi; 0 if it is none. */
    private static long step(Value value, Value phi, int depth) {
      if (depth > 4 || value.op() != Op.ADD || !value.arg(1).isConst()) {
        return 0;
      }
      long by = value.arg(1).imm();
      if (value.arg(0) == phi) {
        return by;
      }
      long before = step(value.arg(0), phi, depth + 1);
      return before == 0 ? 0 : before + by;
    }
  }
}
