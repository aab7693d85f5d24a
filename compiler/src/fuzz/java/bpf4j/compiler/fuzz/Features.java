package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.ast.Node;
import bpf4j.compiler.fuzz.ast.Program;
import java.util.HashSet;
import java.util.Set;

/** The language features that programs use: a group and what it is there, with a colon between. */
final class Features {
  /** A walk through a list in the packet, whose length only the packet tells. */
  static final String WALK = "dissector: walk";

  private Features() {}

  static Set<String> of(Program program) {
    Set<String> out = new HashSet<>();
    collect(program, out);
    return out;
  }

  private static void collect(Node node, Set<String> to) {
    if (node.feature() != null) {
      to.add(node.feature());
    }
    node.children().forEach(child -> collect(child, to));
  }
}
