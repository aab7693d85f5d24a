package bpf4j.compiler.fuzz.generate;

import java.util.function.Supplier;

/**
 * What is left of a program's size. The verifier walks every round of every loop, so parts inside
 * loops count as often as they run, and branches there are few.
 */
final class Limits {
  private int work;
  private int rounds = 1;
  private int branches = Integer.MAX_VALUE;

  Limits(int work) {
    this.work = work;
  }

  boolean isExhausted() {
    return work <= 0;
  }

  void spend(int cost) {
    work -= cost * rounds;
  }

  /** Whether one more branch is affordable here; if so it is taken. */
  boolean branch() {
    if (branches <= 0) {
      return false;
    }
    branches--;
    return true;
  }

  int rounds() {
    return rounds;
  }

  boolean inLoop() {
    return rounds > 1;
  }

  /** Does what is inside a loop. */
  <T> T inLoop(int count, int branchesInside, Supplier<T> action) {
    int outerRounds = rounds;
    int outerBranches = branches;
    rounds *= count;
    branches = Math.min(branches, branchesInside);
    T result = action.get();
    rounds = outerRounds;
    branches =
        outerBranches == Integer.MAX_VALUE
            ? outerBranches
            : Math.max(0, outerBranches - (branchesInside - branches));
    return result;
  }
}
