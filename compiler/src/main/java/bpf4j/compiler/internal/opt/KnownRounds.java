package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Folding;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rounds of a loop as far as they can be told when compiling: the loop counts by constants from
 * a constant, and a branch that each round takes compares the counter with a constant.
 */
final class KnownRounds {
  private static final int LIMIT = 16;

  private final Loop loop;
  private final Dominators dominators;
  private final int back;
  private final boolean classic;
  private final Set<Value> known = new HashSet<>();
  private int count;

  KnownRounds(Loop loop, Dominators dominators, Target target) {
    this.loop = loop;
    this.classic = target.packets() == Target.PacketReads.CLASSIC;
    this.dominators = dominators;
    this.back = loop.isBackEdge(0) ? 0 : 1;
    findKnown();
    for (Block block : loop.blocks()) {
      if (count == 0 && isCounting(block)) {
        count = count(block);
      }
    }
  }

  /** How often the loop's blocks are run at most, the last time perhaps not all; 0 if unknown. */
  int count() {
    return count;
  }

  /** What one round costs, in instructions, when the counter is a constant. */
  double costOfRound() {
    return cost(true);
  }

  /** What the loop costs in instructions. */
  double costOfLoop() {
    return cost(false);
  }

  /** Finds what is a constant in each round: counters that stay so, and what is made of them. */
  private void findKnown() {
    Block header = loop.header();
    for (int i = 0; i < header.phiCount(); i++) {
      Value phi = header.values().get(i);
      if (phi.arg(1 - back).isConst() && phi.type().isInteger()) {
        known.add(phi);
      }
    }
    boolean again = true;
    while (again) {
      Set<Value> phis = new HashSet<>(known);
      phis.removeIf(value -> value.op() != Op.PHI);
      known.retainAll(phis);
      for (Block block : dominators.order()) {
        if (loop.contains(block)) {
          block.values().stream().filter(this::isMadeOfKnown).forEach(known::add);
        }
      }
      again = known.removeIf(value -> value.op() == Op.PHI && !isKnown(value.arg(back)));
    }
  }

  private boolean isMadeOfKnown(Value value) {
    if (!Folding.canFold(value)) {
      return false;
    }
    for (Value arg : value.args()) {
      if (!isKnown(arg)) {
        return false;
      }
    }
    return true;
  }

  private boolean isKnown(Value value) {
    return value.isConst() || known.contains(value);
  }

  private boolean isCounting(Block block) {
    return loop.isExit(block)
        && !block.isPinned()
        && isKnown(block.left())
        && isKnown(block.right())
        && dominators.dominates(block, loop.header().preds().get(back));
  }

  private int count(Block counting) {
    Map<Value, Long> numbers = new HashMap<>();
    for (Value value : known) {
      if (value.op() == Op.PHI) {
        numbers.put(value, value.arg(1 - back).imm());
      }
    }
    for (int round = 1; round <= LIMIT; round++) {
      Map<Value, Long> memo = new HashMap<>(numbers);
      Long left = evaluate(counting.left(), memo);
      Long right = evaluate(counting.right(), memo);
      if (left == null || right == null) {
        return 0;
      }
      boolean holds = counting.cond().test(left, right, counting.left().type().isWide());
      if (!loop.contains(counting.succ(holds ? 0 : 1))) {
        return round;
      }
      for (Map.Entry<Value, Long> number : numbers.entrySet()) {
        Long next = evaluate(number.getKey().arg(back), memo);
        if (next == null) {
          return 0;
        }
        number.setValue(next);
      }
    }
    return 0;
  }

  /** The number in this round; null for a division by zero. */
  private static Long evaluate(Value value, Map<Value, Long> memo) {
    if (value.isConst()) {
      return value.imm();
    }
    Long number = memo.get(value);
    if (number != null) {
      return number;
    }
    long[] args = new long[value.argCount()];
    for (int i = 0; i < args.length; i++) {
      Long arg = evaluate(value.arg(i), memo);
      if (arg == null) {
        return null;
      }
      args[i] = arg;
    }
    number = Folding.fold(value, args);
    memo.put(value, number);
    return number;
  }

  private double cost(boolean unrolled) {
    double cost = 0;
    for (Block block : loop.blocks()) {
      for (Value value : block.values()) {
        cost += cost(value, unrolled);
      }
      boolean decided = unrolled && block.succCount() == 2 && isKnown(block.left());
      cost += block.succCount() == 2 && !(decided && isKnown(block.right())) ? 1 : 0;
    }
    return cost;
  }

  private double cost(Value value, boolean unrolled) {
    if (value.op() == Op.PHI) {
      return 0;
    }
    if (unrolled && known.contains(value)) {
      return 0;
    }
    if (value.op() == Op.PACKET) {
      // Elsewhere the read is checked, or made by a helper, wherever it is.
      return classic ? unrolled && isKnown(value.arg(0)) ? 1 : 2 : 4;
    }
    if (isElementAddress(value)) {
      return unrolled ? 0 : 2;
    }
    if ((value.op() == Op.LOAD || value.op() == Op.STORE) && isElementAddress(value.arg(0))) {
      // A local variable then, in the end.
      return unrolled ? 0.5 : 1;
    }
    return 1;
  }

  /** The address of an array's element on the stack, by a number that is then a constant. */
  private boolean isElementAddress(Value value) {
    return value.op() == Op.ADD && value.arg(0).op() == Op.SLOT && isKnown(value.arg(1));
  }
}
