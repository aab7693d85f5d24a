package bpf4j.elf.internal.stack;

import java.util.Map;
import java.util.TreeMap;

/** Stacks merged from the outermost function on. */
public final class StackTree {
  private final String name;
  private final Map<String, StackTree> callees = new TreeMap<>();
  private long total;

  private StackTree(String name) {
    this.name = name;
  }

  /**
   * Merges stacks.
   *
   * @param stacks frames with semicolons between them, the outermost first, each with its number;
   *     those with a number that is not positive take no room and are left out
   * @return the root, which stands for all
   */
  public static StackTree of(Map<String, Long> stacks) {
    StackTree root = new StackTree("all");
    stacks.forEach(
        (stack, value) -> {
          if (value > 0) {
            StackTree node = root;
            node.total += value;
            for (String frame : stack.split(";")) {
              node = node.callees.computeIfAbsent(frame, StackTree::new);
              node.total += value;
            }
          }
        });
    return root;
  }

  /**
   * Returns the name of the function.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the sum of the stacks that go through it.
   *
   * @return the sum
   */
  public long total() {
    return total;
  }

  /**
   * Returns what it calls.
   *
   * @return the functions by name
   */
  public Iterable<StackTree> callees() {
    return callees.values();
  }
}
