package bpf4j.compiler.internal.isa;

/**
 * An instruction that refers to another one, or to something with a name. Targets are named only on
 * request, as the text of an instruction on its own has no labels to go with it.
 */
abstract class ReferringText extends InsnText {
  final int position;
  final Annotations names;
  private final boolean labels;

  ReferringText(StringBuilder out, long insn, int position, Annotations names, boolean labels) {
    super(out, insn);
    this.position = position;
    this.names = names;
    this.labels = labels;
  }

  final void relative(String what, int distance) {
    out.append(what);
    if (distance >= 0) {
      out.append('+');
    }
    out.append(distance);
    if (labels) {
      int target = position + 1 + distance;
      String function = names.function(target);
      name(function != null ? function : "L" + target);
    }
  }

  final void name(String name) {
    if (name != null) {
      out.append(" <").append(name).append('>');
    }
  }
}
