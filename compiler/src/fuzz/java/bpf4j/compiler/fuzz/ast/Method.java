package bpf4j.compiler.fuzz.ast;

import bpf4j.compiler.fuzz.ast.Expr.Variable;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A static method that the program calls. Its first parameter is the packet.
 *
 * @param modifiers such as {@code private}
 */
public record Method(
    String name, String modifiers, Type result, List<Variable> parameters, Block body)
    implements Node {
  public Method {
    parameters = List.copyOf(parameters);
  }

  /**
   * Writes the method.
   *
   * @param context the type of the first parameter
   */
  void print(Printer out, String context) {
    String list =
        parameters.stream()
            .map(p -> ", " + p.type().java() + " " + p.name())
            .collect(Collectors.joining());
    out.open(
        "%sstatic %s %s(%s packet%s) {".formatted(modifiers, result.java(), name, context, list));
    body.print(out);
    out.close("}");
  }

  @Override
  public List<Block> children() {
    return List.of(body);
  }

  @Override
  public Method withChildren(List<? extends Node> children) {
    return new Method(name, modifiers, result, parameters, (Block) children.get(0));
  }

  @Override
  public List<Method> reductions() {
    return List.of();
  }
}
