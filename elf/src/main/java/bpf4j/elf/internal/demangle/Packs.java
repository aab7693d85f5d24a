package bpf4j.elf.internal.demangle;

import java.util.List;
import java.util.function.Function;

/**
 * Template parameters. What they stand for is looked up when they are printed: a substitution may
 * repeat a parameter within another template, whose arguments it then means.
 */
final class Packs {
  private Packs() {}

  /**
   * The arguments of the template that is printed.
   *
   * @param arguments its arguments
   * @param parent the template in which those are written, or null
   */
  record Scope(List<Node> arguments, Scope parent) {}

  /** Arguments of which one or more stand in place of a parameter. */
  static final class Pack extends Node {
    final List<Node> elements;

    Pack(List<Node> elements) {
      super(elements);
      this.elements = elements;
    }

    @Override
    void left(Out out) {
      int index = out.packIndex;
      out.packIndex = -1;
      list(elements, out);
      out.packIndex = index;
    }
  }

  /** {@code T}: prints what it stands for. */
  static final class Parameter extends Node {
    private static final int MOST_NESTED = 24;

    private final int level;
    private final int index;

    Parameter(int level, int index) {
      this.level = level;
      this.index = index;
    }

    /** Finds the argument; of a pack, the element that an expansion is at. */
    Node argument(Out out) {
      out.step();
      if (out.scope == null || level != 0 || index >= out.scope.arguments.size()) {
        throw new MangledNameException("no argument for template parameter " + index);
      }
      Node argument = out.scope.arguments.get(index);
      if (!(argument instanceof Pack pack) || out.packIndex < 0) {
        return argument;
      }
      List<Node> elements = pack.elements;
      if (out.packSize < 0) {
        // The first pack of an expansion tells how often it is repeated.
        out.packSize = elements.size();
      }
      return out.packIndex < elements.size() ? elements.get(out.packIndex) : Names.NONE;
    }

    /** Does something with the argument where it was written. */
    <T> T within(Out out, Function<Node, T> action) {
      Node argument = argument(out);
      Scope scope = out.scope;
      int packIndex = out.packIndex;
      if (++out.nested > MOST_NESTED) {
        throw new MangledNameException("template arguments are nested too deeply");
      }
      out.scope = scope.parent;
      out.packIndex = -1;
      T result = action.apply(argument);
      out.scope = scope;
      out.packIndex = packIndex;
      out.nested--;
      return result;
    }

    @Override
    void left(Out out) {
      within(
          out,
          argument -> {
            argument.left(out);
            return null;
          });
    }

    @Override
    void right(Out out) {
      within(
          out,
          argument -> {
            argument.right(out);
            return null;
          });
    }

    @Override
    boolean hasRight(Out out) {
      return within(out, argument -> argument.hasRight(out));
    }

    @Override
    boolean isArray(Out out) {
      return within(out, argument -> argument.isArray(out));
    }

    @Override
    boolean isFunction(Out out) {
      return within(out, argument -> argument.isFunction(out));
    }

    @Override
    Reference reference(Out out) {
      return within(out, argument -> argument.reference(out));
    }
  }

  /** {@code T...}: its pattern for each element of the packs in it. */
  static final class Expansion extends Node {
    private final Node pattern;

    Expansion(Node pattern) {
      super(pattern);
      this.pattern = pattern;
    }

    @Override
    void left(Out out) {
      int outerIndex = out.packIndex;
      int outerSize = out.packSize;
      out.packIndex = 0;
      out.packSize = -1;
      int start = out.length();
      pattern.print(out);
      if (out.packSize < 0) {
        out.append("...");
      } else if (out.packSize == 0) {
        out.truncate(start);
      } else {
        int size = out.packSize;
        for (int i = 1; i < size; i++) {
          out.packIndex = i;
          out.append(", ");
          pattern.print(out);
        }
      }
      out.packIndex = outerIndex;
      out.packSize = outerSize;
    }
  }
}
