package bpf4j.compiler.internal.isa;

/** The text of one 64-bit immediate load, both slots of it. */
final class ImmediatePrinter extends ReferringText {
  private final int high;

  ImmediatePrinter(
      StringBuilder out, long insn, int high, int position, Annotations names, boolean labels) {
    super(out, insn, position, names, labels);
    this.high = high;
  }

  @Override
  boolean print() {
    if (off != 0) {
      return false;
    }
    out.append('r').append(dst).append(" = ");
    boolean valid =
        switch (src) {
          case 0 -> constant();
          case Opcode.PSEUDO_MAP_FD -> map("fd:");
          case Opcode.PSEUDO_MAP_IDX -> map("idx:");
          case Opcode.PSEUDO_MAP_VALUE -> mapValue("fd:");
          case Opcode.PSEUDO_MAP_IDX_VALUE -> mapValue("idx:");
          case Opcode.PSEUDO_BTF_ID -> kernelVariable();
          case Opcode.PSEUDO_FUNC -> function();
          default -> false;
        };
    out.append(" ll");
    return valid;
  }

  private boolean constant() {
    out.append(((long) high << 32) | (imm & 0xffffffffL));
    return true;
  }

  private boolean map(String numbering) {
    mapName(numbering);
    return high == 0;
  }

  private boolean mapValue(String numbering) {
    mapName(numbering);
    out.append("[0]+").append(high & 0xffffffffL);
    return true;
  }

  private void mapName(String numbering) {
    String name = names.map(position);
    out.append("map[").append(name != null ? name : numbering + imm).append(']');
  }

  private boolean kernelVariable() {
    out.append("btf_id[").append(imm).append(']');
    if (high != 0) {
      out.append(" of btf_fd ").append(high);
    }
    return true;
  }

  private boolean function() {
    relative("func pc", imm);
    return high == 0;
  }
}
