package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * In how many states a loop may begin one and the same round, as the verifier tells states apart:
 * by numbers that some branch or address depends on, and by those alone ({@code regsafe} in {@code
 * kernel/bpf/verifier.c}: of other numbers it forgets the value). However many ways lead to a
 * round, it goes on from each such state once.
 */
final class RoundStates {
  /** Nothing bounds them. */
  static final double UNKNOWN = Double.POSITIVE_INFINITY;

  private static final int MOST_CONSTANTS = 8;

  private final Loop loop;

  private RoundStates(Loop loop) {
    this.loop = loop;
  }

  /** The bound; {@link #UNKNOWN} if there is none. */
  static double of(Loop loop) {
    return new RoundStates(loop).count();
  }

  private double count() {
    double states = 1;
    Block header = loop.header();
    for (int i = 0; i < header.phiCount(); i++) {
      Value phi = header.values().get(i);
      if (!TripCount.isCounter(phi, loop)) {
        int constants = constants(phi);
        if (constants == 0 && isTold(phi)) {
          return UNKNOWN;
        }
        states *= Math.max(1, constants);
      }
    }
    return states;
  }

  /** How many constants a number may be; 0 if it may be something else. */
  private static int constants(Value phi) {
    Set<Value> phis = new HashSet<>();
    Set<Long> constants = new HashSet<>();
    Deque<Value> work = new ArrayDeque<>();
    work.push(phi);
    while (!work.isEmpty()) {
      Value value = work.pop();
      if (value.isConst()) {
        constants.add(value.imm());
      } else if (value.op() != Op.PHI) {
        return 0;
      } else if (phis.add(value)) {
        for (int i = 0; i < value.argCount(); i++) {
          work.push(value.arg(i));
        }
      }
    }
    return constants.size() > MOST_CONSTANTS ? 0 : constants.size();
  }

  /** Whether a branch, an address or a call in the loop depends on a number. */
  private boolean isTold(Value phi) {
    Set<Value> depending = new HashSet<>();
    depending.add(phi);
    boolean again = true;
    while (again) {
      again = false;
      for (Block block : loop.blocks()) {
        for (Value value : block.values()) {
          if (depending.contains(value) || !uses(value, depending)) {
            continue;
          }
          if (!value.op().isPure() && value.op() != Op.PHI) {
            return true;
          }
          depending.add(value);
          again = true;
        }
        if (depending.contains(block.left()) || depending.contains(block.right())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean uses(Value value, Set<Value> wanted) {
    for (int i = 0; i < value.argCount(); i++) {
      if (wanted.contains(value.arg(i))) {
        return true;
      }
    }
    return false;
  }
}
