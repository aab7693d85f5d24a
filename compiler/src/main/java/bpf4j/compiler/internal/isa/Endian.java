package bpf4j.compiler.internal.isa;

/** Byte order conversions; all zero the bits above the converted width. */
public enum Endian {
  /** Between host and little-endian order: on a little-endian host this only truncates. */
  LE(Opcode.ALU | Opcode.END | Opcode.K),
  /** Between host and big-endian order. */
  BE(Opcode.ALU | Opcode.END | Opcode.X),
  /** Swaps bytes whatever the host's order is (v4). */
  BSWAP(Opcode.ALU64 | Opcode.END | Opcode.K);

  private final int opcode;

  Endian(int opcode) {
    this.opcode = opcode;
  }

  int opcode() {
    return opcode;
  }
}
