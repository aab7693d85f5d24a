package bpf4j.compiler.fuzz.ast;

import bpf4j.compiler.fuzz.ast.Expr.Literal;
import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * A program: a lambda, the values it captures, and the methods it calls.
 *
 * @param kind the functional interface it implements
 * @param types declarations of the types it uses
 * @param captured captured variables; each has the constant's value
 */
public record Program(
    Kind kind,
    List<String> types,
    List<Variable> captured,
    List<Literal> values,
    List<Method> methods,
    Block body)
    implements Node {

  /** What a program is written as. */
  public enum Kind {
    /** A socket filter that reads packets by classic loads; its results are in a map. */
    TAP("SocketFilter.Tap", "SkBuff"),
    /** One that reads packets by a helper; its result is a verdict. */
    FILTER("SocketFilter.Filter", "SkBuff"),
    /** Reads and writes frames where they lie. */
    XDP("Xdp.Program", "XdpContext"),
    /** Reads and writes the first bytes of packets where they lie, the others by helpers. */
    TC("Tc.Program", "TcContext");

    private final String java;
    private final String context;

    Kind(String java, String context) {
      this.java = java;
      this.context = context;
    }

    /** Whether its packets can be changed. */
    public boolean writesPackets() {
      return this == XDP || this == TC;
    }

    /** Whether its packets start with an Ethernet header. */
    public boolean seesFrames() {
      return this != FILTER;
    }
  }

  public Program {
    types = List.copyOf(types);
    captured = List.copyOf(captured);
    values = List.copyOf(values);
    methods = List.copyOf(methods);
  }

  /**
   * Writes the program as a class with a static method {@code make(Environment)} that gives the
   * lambda.
   *
   * @param maps declarations of the maps, each a local variable
   */
  public void print(Printer out, String className, List<String> maps) {
    out.open("final class " + className + " {");
    out.open("static " + kind.java + " make(Environment environment) {");
    maps.forEach(out::line);
    for (int i = 0; i < captured.size(); i++) {
      Variable variable = captured.get(i);
      out.line(
          "%s %s = %s;".formatted(variable.type().java(), variable.name(), values.get(i).java()));
    }
    out.open("return packet -> {");
    body.print(out);
    out.close("};");
    out.close("}");
    methods.forEach(method -> method.print(out, kind.context));
    types.forEach(out::line);
    out.close("}");
  }

  public Program withTypes(List<String> newTypes) {
    return new Program(kind, newTypes, captured, values, methods, body);
  }

  /** The statements of the program and its methods. */
  public String code() {
    Printer out = new Printer();
    body.print(out);
    methods.forEach(method -> method.print(out, kind.context));
    return out.toString();
  }

  @Override
  public List<Node> children() {
    List<Node> out = new ArrayList<>(methods);
    out.add(body);
    return out;
  }

  @Override
  public Program withChildren(List<? extends Node> children) {
    int count = methods.size();
    List<Method> newMethods = children.subList(0, count).stream().map(Method.class::cast).toList();
    return new Program(kind, types, captured, values, newMethods, (Block) children.get(count));
  }

  /** Without one of the methods, types or captured values. */
  @Override
  public List<Program> reductions() {
    List<Program> out = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      out.add(new Program(kind, without(types, i), captured, values, methods, body));
    }
    for (int i = 0; i < methods.size(); i++) {
      out.add(new Program(kind, types, captured, values, without(methods, i), body));
    }
    for (int i = 0; i < captured.size(); i++) {
      out.add(new Program(kind, types, without(captured, i), without(values, i), methods, body));
    }
    return out;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
  }

  @Override
  public String feature() {
    return "program: " + kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
