package bpf4j.compiler.fuzz.shrink;

import bpf4j.compiler.fuzz.ast.Node;
import bpf4j.compiler.fuzz.ast.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing program small: tries each simplification of each part, keeps those with which it
 * still fails in the same way, until none is left or the time is up.
 */
public final class Shrinker {
  private final Predicate<Program> stillFails;
  private final long deadline;

  /**
   * Makes a shrinker.
   *
   * @param stillFails whether a program shows the failure
   * @param milliseconds how long it may take
   */
  public Shrinker(Predicate<Program> stillFails, long milliseconds) {
    this.stillFails = stillFails;
    this.deadline = System.nanoTime() + milliseconds * 1_000_000;
  }

  public Program shrink(Program program) {
    Program best = program;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      // Positions in preorder; after a success the same position is tried again.
      for (int position = 0; position < size(best); position++) {
        Program better = improve(best, position);
        while (better != null) {
          best = better;
          smaller = true;
          better = position < size(best) ? improve(best, position) : null;
        }
        if (isLate()) {
          return best;
        }
      }
    }
    return best;
  }

  private boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  private Program improve(Program program, int position) {
    Node node = at(program, new int[] {position});
    for (Node simpler : node.reductions()) {
      if (isLate()) {
        return null;
      }
      if (weight(simpler) >= weight(node)) {
        continue;
      }
      Program candidate = (Program) replace(program, new int[] {position}, simpler);
      if (stillFails.test(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static int size(Node node) {
    int size = 1;
    for (Node child : node.children()) {
      size += size(child);
    }
    return size;
  }

  /** Falls with every simplification, so that shrinking ends. */
  private static long weight(Node node) {
    return Weight.of(node);
  }

  private static Node at(Node node, int[] left) {
    if (left[0] == 0) {
      return node;
    }
    left[0]--;
    for (Node child : node.children()) {
      Node found = at(child, left);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Node replace(Node node, int[] left, Node replacement) {
    if (left[0] == 0) {
      left[0] = -1;
      return replacement;
    }
    left[0]--;
    List<Node> children = new ArrayList<>();
    boolean changed = false;
    for (Node child : node.children()) {
      Node other = left[0] >= 0 ? replace(child, left, replacement) : child;
      changed |= other != child;
      children.add(other);
    }
    return changed ? node.withChildren(children) : node;
  }
}
