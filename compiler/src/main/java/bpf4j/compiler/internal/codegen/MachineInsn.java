package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.isa.AluOp;
import bpf4j.compiler.internal.isa.AtomicOp;
import bpf4j.compiler.internal.isa.MemSize;

/**
 * One machine instruction over registers that may still be virtual. Registers 0 to 10 are the
 * machine's own; larger numbers are virtual.
 */
final class MachineInsn {
  /** No register. */
  static final int NONE = -1;

  static final int FP = 10;
  static final int FIRST_VIRTUAL = 11;

  /** Calls lose what is in registers 0 to 5. */
  static final int CALLER_SAVED = 6;

  /** What an instruction does. */
  enum Kind {
    /** {@code dst = src}, all 64 bits. */
    MOV,
    /** {@code dst = imm}; {@code wide}: any 64-bit constant, else 32 bits zero-extended. */
    MOV_IMM,
    /** {@code dst = (u32) src}. */
    ZEXT,
    /** {@code dst = sign-extended low imm bits of src}. */
    MOVSX,
    /** {@code dst = a map}, given by {@code aux}. */
    LD_MAP,
    /** {@code dst = address imm bytes into the value of the map aux}. */
    LD_MAP_VALUE,
    /** {@code dst = address of the function aux}. */
    LD_FUNCTION,
    /** {@code dst = address of the slot aux}. */
    FRAME_ADDRESS,
    ALU,
    ALU_IMM,
    NEG,
    /** Reverses the low {@code imm} bits and clears the rest. */
    SWAP,
    /** Leaves the register as it is, and has the verifier forget that it is a pointer. */
    FORGET,
    /** {@code dst = *(src + offset)}. */
    LOAD,
    /** {@code *(dst + offset) = src}. */
    STORE,
    /** {@code *(dst + offset) = imm}. */
    STORE_IMM,
    /** Atomic operation on {@code *(dst + offset)} with {@code src}. */
    ATOMIC,
    LD_ABS,
    LD_IND,
    /**
     * Calls helper {@code imm}, or the {@link bpf4j.compiler.internal.ir.Subprogram} given by
     * {@code aux}, with {@code argCount} arguments.
     */
    CALL,
    EXIT
  }

  private final Kind kind;
  private int dst = NONE;
  private int src = NONE;
  private long imm;
  private int offset;
  private boolean wide;
  private Object aux;
  private AluOp alu;
  private AtomicOp atomic;
  private MemSize size;
  private SourcePosition position;

  MachineInsn(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  int dst() {
    return dst;
  }

  MachineInsn dst(int register) {
    dst = register;
    return this;
  }

  int src() {
    return src;
  }

  MachineInsn src(int register) {
    src = register;
    return this;
  }

  long imm() {
    return imm;
  }

  MachineInsn imm(long value) {
    imm = value;
    return this;
  }

  int offset() {
    return offset;
  }

  MachineInsn offset(int bytes) {
    offset = bytes;
    return this;
  }

  boolean wide() {
    return wide;
  }

  MachineInsn wide(boolean is64) {
    wide = is64;
    return this;
  }

  Object aux() {
    return aux;
  }

  MachineInsn aux(Object value) {
    aux = value;
    return this;
  }

  /** The slot that a memory access through the frame pointer means; null otherwise. */
  StackSlot slot() {
    return aux instanceof StackSlot slot ? slot : null;
  }

  AluOp alu() {
    return alu;
  }

  MachineInsn alu(AluOp op) {
    alu = op;
    return this;
  }

  AtomicOp atomic() {
    return atomic;
  }

  MachineInsn atomic(AtomicOp op) {
    atomic = op;
    return this;
  }

  MemSize size() {
    return size;
  }

  MachineInsn size(MemSize memSize) {
    size = memSize;
    return this;
  }

  SourcePosition position() {
    return position;
  }

  MachineInsn position(SourcePosition where) {
    position = where;
    return this;
  }

  boolean isMove() {
    return kind == Kind.MOV;
  }

  /** True when registers 0 to 5 are lost. */
  boolean clobbersCallerSaved() {
    return kind == Kind.CALL || kind == Kind.LD_ABS || kind == Kind.LD_IND;
  }

  /** The register written, other than by clobbering; {@link #NONE} if there is none. */
  int def() {
    return switch (kind) {
      case MOV,
          MOV_IMM,
          ZEXT,
          MOVSX,
          LD_MAP,
          LD_MAP_VALUE,
          LD_FUNCTION,
          FRAME_ADDRESS,
          ALU,
          ALU_IMM,
          NEG,
          SWAP,
          FORGET,
          LOAD ->
          dst;
      case ATOMIC -> comparesR0() ? 0 : isFetch() ? src : NONE;
      default -> NONE;
    };
  }

  /** True when register 0 is compared with memory, and gets what was there. */
  boolean comparesR0() {
    return atomic == AtomicOp.CMPXCHG;
  }

  private boolean isFetch() {
    return atomic != AtomicOp.ADD
        && atomic != AtomicOp.OR
        && atomic != AtomicOp.AND
        && atomic != AtomicOp.XOR;
  }

  /** True when {@code dst} is read. */
  boolean readsDst() {
    return switch (kind) {
      case ALU, ALU_IMM, NEG, SWAP, FORGET, STORE, STORE_IMM, ATOMIC -> dst != FP;
      default -> false;
    };
  }

  /** True when {@code src} is read. */
  boolean readsSrc() {
    return src != NONE && src != FP;
  }

  /** For calls, how many of registers 1 to 5 are read. */
  int argCount() {
    return kind == Kind.CALL ? offset : 0;
  }

  @Override
  public String toString() {
    return kind + " dst=" + dst + " src=" + src + " imm=" + imm + " off=" + offset;
  }
}
