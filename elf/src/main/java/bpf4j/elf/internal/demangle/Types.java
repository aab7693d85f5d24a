package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;

/** The nodes that types are made of. */
final class Types {
  private Types() {}

  /** A node that prints like another one, with something added. */
  private abstract static class Wrapper extends Node {
    final Node inner;

    Wrapper(Node inner) {
      super(inner);
      this.inner = inner;
    }

    @Override
    void right(Out out) {
      inner.right(out);
    }

    @Override
    boolean hasRight(Out out) {
      out.step();
      return inner.hasRight(out);
    }

    @Override
    boolean isArray(Out out) {
      out.step();
      return inner.isArray(out);
    }

    @Override
    boolean isFunction(Out out) {
      out.step();
      return inner.isFunction(out);
    }

    @Override
    String baseName() {
      return inner.baseName();
    }
  }

  /** {@code int const}. */
  static final class Qualified extends Wrapper {
    private final String qualifiers;

    Qualified(Node inner, String qualifiers) {
      super(inner);
      this.qualifiers = qualifiers;
    }

    @Override
    void left(Out out) {
      inner.left(out);
      // A template argument may have them already.
      if (!(inner instanceof Packs.Parameter) || !out.endsWith(qualifiers)) {
        out.append(qualifiers);
      }
    }
  }

  /** {@code int*}. */
  static final class Pointer extends Wrapper {
    private final String symbol;

    Pointer(Node inner, String symbol) {
      super(inner);
      this.symbol = symbol;
    }

    @Override
    void left(Out out) {
      open(inner, out);
      out.append(symbol);
    }

    @Override
    void right(Out out) {
      close(inner, out);
    }

    @Override
    boolean isArray(Out out) {
      return false;
    }

    @Override
    boolean isFunction(Out out) {
      return false;
    }
  }

  /** {@code int&} and {@code int&&}; of a reference to a reference one with {@code &} remains. */
  static final class ReferenceTo extends Wrapper {
    private final boolean isRvalue;

    ReferenceTo(Node inner, boolean isRvalue) {
      super(inner);
      this.isRvalue = isRvalue;
    }

    @Override
    Reference reference(Out out) {
      out.step();
      return isRvalue && inner.reference(out) != Reference.LVALUE
          ? Reference.RVALUE
          : Reference.LVALUE;
    }

    @Override
    void left(Out out) {
      out.step();
      Reference target = inner.reference(out);
      if (target == Reference.NONE) {
        open(inner, out);
        out.append(isRvalue ? "&&" : "&");
      } else {
        inner.left(out);
        if (target == Reference.RVALUE && !isRvalue) {
          // The target has printed &&, of which one is left.
          out.truncate(out.length() - 1);
        }
      }
    }

    @Override
    void right(Out out) {
      if (inner.reference(out) == Reference.NONE) {
        close(inner, out);
      } else {
        inner.right(out);
      }
    }

    @Override
    boolean isArray(Out out) {
      return false;
    }

    @Override
    boolean isFunction(Out out) {
      return false;
    }
  }

  private static void open(Node target, Out out) {
    target.left(out);
    if (target.isArray(out)) {
      out.append(" (");
    } else if (target.isFunction(out)) {
      out.append("(");
    }
  }

  private static void close(Node target, Out out) {
    if (target.isArray(out) || target.isFunction(out)) {
      out.append(")");
    }
    target.right(out);
  }

  /** {@code int Class::*}. */
  static final class MemberPointer extends Node {
    private final Node owner;
    private final Node member;

    MemberPointer(Node owner, Node member) {
      super(owner, member);
      this.owner = owner;
      this.member = member;
    }

    @Override
    void left(Out out) {
      out.step();
      member.left(out);
      out.append(member.isArray(out) ? " (" : member.isFunction(out) ? "(" : " ");
      owner.print(out);
      out.append("::*");
    }

    @Override
    void right(Out out) {
      close(member, out);
    }

    @Override
    boolean hasRight(Out out) {
      out.step();
      return member.hasRight(out);
    }
  }

  /** {@code int [3]}. */
  static final class Array extends Node {
    private final Node element;
    private final Node length;

    Array(Node element, Node length) {
      super(element, length);
      this.element = element;
      this.length = length;
    }

    @Override
    void left(Out out) {
      out.step();
      element.left(out);
    }

    @Override
    void right(Out out) {
      out.append(out.last() == ']' ? "[" : " [");
      length.print(out);
      out.append("]");
      element.right(out);
    }

    @Override
    boolean hasRight(Out out) {
      return true;
    }

    @Override
    boolean isArray(Out out) {
      return true;
    }
  }

  /** {@code void (int)}. */
  static final class Function extends Node {
    private final Node returned;
    private final List<Node> parameters;
    private final String qualifiers;

    Function(Node returned, List<Node> parameters, String qualifiers) {
      super(with(returned, parameters));
      this.returned = returned;
      this.parameters = parameters;
      this.qualifiers = qualifiers;
    }

    private static List<Node> with(Node returned, List<Node> parameters) {
      List<Node> all = new ArrayList<>(parameters);
      all.add(returned);
      return all;
    }

    @Override
    void left(Out out) {
      out.step();
      returned.left(out);
      if (!returned.hasRight(out)) {
        out.append(" ");
      }
    }

    @Override
    void right(Out out) {
      out.append("(");
      list(parameters, out);
      out.append(")");
      returned.right(out);
      out.append(qualifiers);
    }

    @Override
    boolean hasRight(Out out) {
      return true;
    }

    @Override
    boolean isFunction(Out out) {
      return true;
    }
  }

  /** {@code float __vector(4)}. */
  static final class Vector extends Node {
    private final Node element;
    private final Node length;

    Vector(Node element, Node length) {
      super(element, length);
      this.element = element;
      this.length = length;
    }

    @Override
    void left(Out out) {
      element.print(out);
      out.append(" __vector(");
      length.print(out);
      out.append(")");
    }
  }
}
