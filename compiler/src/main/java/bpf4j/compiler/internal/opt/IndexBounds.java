package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Upper bounds of packet offsets that are not negative. Beyond what bits tell, it knows an offset
 * that moves through a packet: it grows by small steps, each after a read at it, and a read that
 * did not end the run was inside the packet; and one that grows by small steps in a loop of few
 * rounds.
 */
final class IndexBounds {
  /** No answer: the value may be negative. */
  static final long UNKNOWN = -1;

  /** Packets are far shorter: 512 KiB with the largest segmentation offload. */
  private static final long PACKET_LIMIT = 1L << 30;

  private static final long STEP_LIMIT = 1L << 20;

  /** So many steps are still far from the largest number. */
  private static final double MOST_ROUNDS = 1000;

  private static final int DEPTH = 24;

  private final Dominators dominators;
  private final Map<Value, Long> growing = new HashMap<>();

  IndexBounds(Graph graph) {
    LoopForest forest = new LoopForest(graph);
    dominators = forest.dominators();
    for (Block block : dominators.order()) {
      for (Value value : block.values()) {
        if (value.op() != Op.PHI) {
          break;
        }
        if (value.type() != Type.I32) {
          continue;
        }
        if (isGrowing(value)) {
          growing.put(value, PACKET_LIMIT + STEP_LIMIT);
        } else {
          Loop loop = forest.at(block);
          double rounds = loop == null ? TripCount.UNKNOWN : rounds(loop, forest);
          if (rounds < MOST_ROUNDS && growsInSteps(value)) {
            growing.put(value, (long) ((rounds + 1) * STEP_LIMIT));
          }
        }
      }
    }
  }

  /** The largest value that an I32 can have, {@link #UNKNOWN} if it may be negative. */
  long of(Value value) {
    return of(value, new HashSet<>(), 0);
  }

  private long of(Value value, Set<Value> open, int depth) {
    if (KnownBits.isNonNegative(value)) {
      return KnownBits.unsignedMax(value);
    }
    Long known = growing.get(value);
    if (known != null) {
      return known;
    }
    if (depth > DEPTH || !open.add(value)) {
      return UNKNOWN;
    }
    long bound = UNKNOWN;
    if (value.op() == Op.ADD) {
      long a = of(value.arg(0), open, depth + 1);
      long b = of(value.arg(1), open, depth + 1);
      bound = a < 0 || b < 0 || a + b > Integer.MAX_VALUE ? UNKNOWN : a + b;
    } else if (value.op() == Op.SHL && value.arg(1).isConst()) {
      long a = of(value.arg(0), open, depth + 1);
      int by = (int) value.arg(1).imm() & 31;
      bound = a < 0 || a > Integer.MAX_VALUE >> by ? UNKNOWN : a << by;
    } else if (value.op() == Op.PHI) {
      bound = 0;
      for (Value arg : value.args()) {
        long other = of(arg, open, depth + 1);
        bound = bound < 0 || other < 0 ? UNKNOWN : Math.max(bound, other);
      }
    }
    open.remove(value);
    return bound;
  }

  /** How often a loop goes round at most, where counting down cannot have passed below zero. */
  private static double rounds(Loop loop, LoopForest forest) {
    TripCount trips = new TripCount(loop, forest);
    Block counting = trips.counting();
    if (counting == null) {
      return TripCount.UNKNOWN;
    }
    Cond stay = loop.contains(counting.succ(0)) ? counting.cond() : counting.cond().negate();
    boolean mayWrap = !stay.isSigned() && stay != Cond.ULT && stay != Cond.ULE && stay != Cond.NE;
    return mayWrap ? TripCount.UNKNOWN : trips.most();
  }

  /** A phi that starts small and grows by a small step each round. */
  private boolean growsInSteps(Value phi) {
    for (int i = 0; i < phi.argCount(); i++) {
      Value arg = phi.arg(i);
      boolean back = dominators.dominates(phi.block(), phi.block().preds().get(i));
      if (back ? growth(phi, arg).isEmpty() : !isSmall(arg)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A phi that starts small, and on every way round has grown a little since a packet read whose
   * offset it was part of.
   */
  private boolean isGrowing(Value phi) {
    Block header = phi.block();
    boolean grows = false;
    for (int i = 0; i < phi.argCount(); i++) {
      Value arg = phi.arg(i);
      Block pred = header.preds().get(i);
      if (dominators.dominates(header, pred)) {
        List<Value> chain = growth(phi, arg);
        if (chain.isEmpty() || !isReadBefore(phi, chain, pred)) {
          return false;
        }
        grows = true;
      } else if (!KnownBits.isNonNegative(arg) || KnownBits.unsignedMax(arg) > STEP_LIMIT) {
        return false;
      }
    }
    return grows;
  }

  /**
   * The values on the way from the phi to what it becomes, small steps apart; none if it is not so.
   */
  private static List<Value> growth(Value phi, Value value) {
    List<Value> chain = new ArrayList<>();
    long sum = 0;
    Value at = value;
    for (int i = 0; i < 8 && sum <= STEP_LIMIT; i++) {
      chain.add(at);
      if (at == phi) {
        return chain;
      }
      if (at.op() == Op.PHI && at.argCount() == 1) {
        at = at.arg(0);
        continue;
      }
      if (at.op() != Op.ADD) {
        break;
      }
      boolean swapped = !isSmall(at.arg(1));
      Value step = at.arg(swapped ? 0 : 1);
      if (!isSmall(step)) {
        break;
      }
      sum += KnownBits.unsignedMax(step);
      at = at.arg(swapped ? 1 : 0);
    }
    return List.of();
  }

  private static boolean isSmall(Value value) {
    return KnownBits.isNonNegative(value) && KnownBits.unsignedMax(value) <= STEP_LIMIT;
  }

  /** True when a read at one of the values, plus something small, is on every way to a block. */
  private boolean isReadBefore(Value phi, List<Value> chain, Block block) {
    for (Block at : dominators.order()) {
      if (!dominators.dominates(phi.block(), at) || !dominators.dominates(at, block)) {
        continue;
      }
      for (Value value : at.values()) {
        if (value.op() == Op.PACKET && isAt(chain, value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(List<Value> chain, Value packet) {
    if (packet.imm() < 0) {
      return false;
    }
    Value index = packet.arg(0);
    return chain.contains(index)
        || index.op() == Op.ADD
            && (chain.contains(index.arg(0)) && isSmall(index.arg(1))
                || chain.contains(index.arg(1)) && isSmall(index.arg(0)));
  }
}
