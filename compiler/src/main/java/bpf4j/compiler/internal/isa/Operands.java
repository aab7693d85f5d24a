package bpf4j.compiler.internal.isa;

/** Checks of operands; each returns what it was given, or throws IllegalArgumentException. */
final class Operands {
  private Operands() {}

  static int written(int register) {
    if (register < 0 || register >= Assembler.FP) {
      throw new IllegalArgumentException("register r" + register + " cannot be written");
    }
    return register;
  }

  static int read(int register) {
    if (register < 0 || register > Assembler.FP) {
      throw new IllegalArgumentException("there is no register r" + register);
    }
    return register;
  }

  static int offset(int off) {
    if (off != (short) off) {
      throw new IllegalArgumentException("offset " + off + " does not fit 16 bits");
    }
    return off;
  }

  static int addressSpace(int space) {
    if (space >>> 16 != 0) {
      throw new IllegalArgumentException("address space " + space + " does not fit 16 bits");
    }
    return space;
  }

  static int fdArrayIndex(int index) {
    if (index < 0 || index > Short.MAX_VALUE) {
      throw new IllegalArgumentException("fd_array index " + index + " is outside 0 to 32767");
    }
    return index;
  }

  static MemSize packetSize(MemSize size) {
    if (size == MemSize.DW) {
      throw new IllegalArgumentException("packet loads are of 1, 2 or 4 bytes");
    }
    return size;
  }

  static MemSize atomicSize(MemSize size) {
    if (size != MemSize.W && size != MemSize.DW) {
      throw new IllegalArgumentException("no atomic operation on " + size.bytes() + " bytes");
    }
    return size;
  }

  static int swapBits(int bits) {
    if (bits != 16 && bits != 32 && bits != 64) {
      throw new IllegalArgumentException("no byte order conversion of " + bits + " bits");
    }
    return bits;
  }

  static int extendBits(int bits, boolean is64) {
    if (bits != 8 && bits != 16 && !(bits == 32 && is64)) {
      throw new IllegalArgumentException("no sign extension from " + bits + " bits");
    }
    return bits;
  }

  static int aluImm(AluOp op, boolean is64, int imm) {
    if (op.isDivision() && imm == 0) {
      throw new IllegalArgumentException("the kernel refuses division by the constant 0");
    }
    if (op.isShift() && (imm < 0 || imm >= (is64 ? 64 : 32))) {
      throw new IllegalArgumentException("the kernel refuses a shift by the constant " + imm);
    }
    return imm;
  }
}
