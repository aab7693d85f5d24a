package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;

/** The nodes that names are made of. */
final class Names {
  private Names() {}

  /** Text as it is. */
  static final class Text extends Node {
    private final String text;
    private final String base;

    Text(String text) {
      this(text, text);
    }

    Text(String text, String base) {
      this.text = text;
      this.base = base;
    }

    @Override
    void left(Out out) {
      out.append(text);
    }

    @Override
    String baseName() {
      return base;
    }

    @Override
    boolean isSimple() {
      return true;
    }
  }

  /** {@code scope::name}. */
  static final class Nested extends Node {
    private final Node scope;
    private final Node name;

    Nested(Node scope, Node name) {
      super(scope, name);
      this.scope = scope;
      this.name = name;
    }

    @Override
    void left(Out out) {
      scope.print(out);
      out.append("::");
      name.print(out);
    }

    @Override
    String baseName() {
      return name.baseName();
    }

    @Override
    boolean isSimple() {
      return !(name instanceof Templated);
    }
  }

  /** {@code name<arguments>}. */
  static final class Templated extends Node {
    private final Node name;
    private final Node arguments;

    Templated(Node name, Node arguments) {
      super(name, arguments);
      this.name = name;
      this.arguments = arguments;
    }

    @Override
    void left(Out out) {
      name.print(out);
      arguments.print(out);
    }

    @Override
    String baseName() {
      return name.baseName();
    }
  }

  /** {@code <int, char>}. */
  static final class Arguments extends Node {
    private final List<Node> arguments;

    Arguments(List<Node> arguments) {
      super(arguments);
      this.arguments = arguments;
    }

    @Override
    void left(Out out) {
      out.append(out.last() == '<' ? " <" : "<");
      list(arguments, out);
      out.append(out.last() == '>' ? " >" : ">");
    }
  }

  /** {@code name[abi:tag]}. */
  static final class Tagged extends Node {
    private final Node name;
    private final String tag;

    Tagged(Node name, String tag) {
      super(name);
      this.name = name;
      this.tag = tag;
    }

    @Override
    void left(Out out) {
      name.print(out);
      out.append("[abi:" + tag + "]");
    }

    @Override
    String baseName() {
      return name.baseName();
    }

    @Override
    boolean isSimple() {
      return true;
    }
  }

  /** {@code {lambda(int)#1}}. */
  static final class Lambda extends Node {
    private final List<Node> parameters;
    private final int number;

    Lambda(List<Node> parameters, int number) {
      super(parameters);
      this.parameters = parameters;
      this.number = number;
    }

    @Override
    void left(Out out) {
      out.append("{lambda(");
      list(parameters, out);
      out.append(")#" + number + "}");
    }

    @Override
    String baseName() {
      return "{lambda}";
    }
  }

  /** A function with its parameters. */
  static final class Encoding extends Node {
    private final Node name;
    private final Node returned;
    private final List<Node> parameters;
    private final String qualifiers;
    private final List<Node> arguments;

    /**
     * Makes a function.
     *
     * @param returned its return type, {@link #NONE} when it is not printed
     * @param arguments its template arguments
     */
    Encoding(
        Node name, Node returned, List<Node> parameters, String qualifiers, List<Node> arguments) {
      super(children(name, returned, parameters));
      this.name = name;
      this.returned = returned;
      this.parameters = parameters;
      this.qualifiers = qualifiers;
      this.arguments = arguments;
    }

    Node name() {
      return name;
    }

    /** Whether its address is written without parameters. */
    boolean isPlainMember() {
      return name instanceof Nested && qualifiers.isEmpty();
    }

    private static List<Node> children(Node name, Node returned, List<Node> parameters) {
      List<Node> all = new ArrayList<>(parameters);
      all.add(name);
      all.add(returned);
      return all;
    }

    @Override
    void left(Out out) {
      Packs.Scope outer = out.scope;
      int packIndex = out.packIndex;
      out.packIndex = -1;
      if (!arguments.isEmpty()) {
        out.scope = new Packs.Scope(arguments, outer);
      }
      if (returned != NONE) {
        returned.left(out);
        if (!returned.hasRight(out)) {
          out.append(" ");
        }
      }
      name.print(out);
      out.append("(");
      list(parameters, out);
      out.append(")");
      returned.right(out);
      out.append(qualifiers);
      out.scope = outer;
      out.packIndex = packIndex;
    }
  }

  /** Text and nodes one after the other. */
  static final class Phrase extends Node {
    private final List<Node> parts;
    private final boolean isSimple;

    Phrase(boolean isSimple, Node... parts) {
      super(parts);
      this.parts = List.of(parts);
      this.isSimple = isSimple;
    }

    @Override
    void left(Out out) {
      for (Node part : parts) {
        part.print(out);
      }
    }

    @Override
    boolean isSimple() {
      return isSimple;
    }

    @Override
    String baseName() {
      return parts.get(parts.size() - 1).baseName();
    }
  }

  /** Nothing. */
  static final Node NONE = new Text("");

  static Node text(String text) {
    return new Text(text);
  }

  static Node phrase(Node... parts) {
    return new Phrase(false, parts);
  }

  static Node simple(Node... parts) {
    return new Phrase(true, parts);
  }
}
