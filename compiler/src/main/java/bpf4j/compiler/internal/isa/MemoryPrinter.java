package bpf4j.compiler.internal.isa;

/** The text of one plain load or store, or of a packet load. */
final class MemoryPrinter extends InsnText {
  private final MemSize size;
  private final int mode;

  MemoryPrinter(StringBuilder out, long insn) {
    super(out, insn);
    this.size = MemSize.ofOpcode(opcode);
    this.mode = opcode & Opcode.MODE_MASK;
  }

  @Override
  boolean print() {
    return switch (opcode & Opcode.CLASS_MASK) {
      case Opcode.LD -> packetLoad();
      case Opcode.LDX -> load();
      case Opcode.ST -> storeImmediate();
      default -> store();
    };
  }

  private boolean packetLoad() {
    boolean constant = mode == Opcode.ABS && src == 0;
    if (!(constant || mode == Opcode.IND) || size == MemSize.DW || dst != 0 || off != 0) {
      return false;
    }
    out.append("r0 = *(u").append(size.bytes() * 8).append(" *)skb[");
    if (constant) {
      out.append(imm);
    } else if (imm == 0) {
      out.append('r').append(src);
    } else {
      address(src, imm);
    }
    out.append(']');
    return true;
  }

  private boolean load() {
    boolean signed = mode == Opcode.MEMSX && size != MemSize.DW;
    out.append('r').append(dst).append(" = *");
    typedAddress(signed ? 's' : 'u', size, src);
    return (signed || mode == Opcode.MEM) && imm == 0;
  }

  private boolean storeImmediate() {
    out.append('*');
    typedAddress('u', size, dst).append(" = ").append(imm);
    return mode == Opcode.MEM && src == 0;
  }

  private boolean store() {
    out.append('*');
    typedAddress('u', size, dst).append(" = r").append(src);
    return mode == Opcode.MEM && imm == 0;
  }
}
