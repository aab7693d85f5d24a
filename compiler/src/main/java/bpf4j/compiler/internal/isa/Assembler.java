package bpf4j.compiler.internal.isa;

import static bpf4j.compiler.internal.isa.Operands.read;
import static bpf4j.compiler.internal.isa.Operands.written;

/**
 * Emits BPF instructions one after the other. Methods return the assembler, so that they chain.
 *
 * <p>Registers are 0 to 10, and 10 (the frame pointer) is never written. Emitting an instruction
 * allocates nothing, apart from growing the buffer; a jump to a label that is not bound yet is
 * completed by {@link #finish}. Wrong operands are the caller's bug and end in {@link
 * IllegalArgumentException}. Not thread-safe.
 */
public final class Assembler {
  /** The register that holds results and return values. */
  public static final int R0 = 0;

  /** The read-only frame pointer. */
  public static final int FP = 10;

  private final IsaLevel level;
  private final boolean longJumps;
  private final CodeBuffer code;

  /**
   * Makes an assembler whose conditional jumps reach 32,767 slots.
   *
   * @param level the highest level whose instructions may be used
   */
  public Assembler(IsaLevel level) {
    this(level, false);
  }

  /**
   * Makes an assembler.
   *
   * @param level the highest level whose instructions may be used
   * @param longJumps whether conditional jumps forward are made of a short jump around a {@code
   *     gotol}, for programs in which a {@link JumpRangeException} was met; needs {@link
   *     IsaLevel#V4}
   */
  public Assembler(IsaLevel level, boolean longJumps) {
    if (longJumps && !level.has(IsaLevel.V4)) {
      throw new IllegalArgumentException("long jumps need v4, not " + level);
    }
    this.level = level;
    this.longJumps = longJumps;
    this.code = new CodeBuffer(level);
  }

  /**
   * The highest level whose instructions may be used.
   *
   * @return the level
   */
  public IsaLevel level() {
    return level;
  }

  /**
   * Where the next instruction will be.
   *
   * @return its slot index
   */
  public int position() {
    return code.size();
  }

  /**
   * Puts a label here.
   *
   * @param label a label not bound before
   * @return this
   */
  public Assembler bind(Label label) {
    label.bind(code.size());
    return this;
  }

  // ---- arithmetic

  /**
   * {@code dst = src}, 64 bits.
   *
   * @param dst register 0 to 9
   * @param src register
   * @return this
   */
  public Assembler mov64(int dst, int src) {
    return alu(AluOp.MOV, true, dst, src);
  }

  /**
   * {@code dst = imm}, sign-extended to 64 bits.
   *
   * @param dst register 0 to 9
   * @param imm the constant
   * @return this
   */
  public Assembler mov64Imm(int dst, int imm) {
    return aluImm(AluOp.MOV, true, dst, imm);
  }

  /**
   * {@code dst = src}, the lower 32 bits, the upper ones zeroed.
   *
   * @param dst register 0 to 9
   * @param src register
   * @return this
   */
  public Assembler mov32(int dst, int src) {
    return alu(AluOp.MOV, false, dst, src);
  }

  /**
   * {@code dst = imm}, zero-extended to 64 bits.
   *
   * @param dst register 0 to 9
   * @param imm the constant
   * @return this
   */
  public Assembler mov32Imm(int dst, int imm) {
    return aluImm(AluOp.MOV, false, dst, imm);
  }

  /**
   * {@code dst = value} in one slot where a 32-bit move can make it, in two otherwise.
   *
   * @param dst register 0 to 9
   * @param value the constant
   * @return this
   */
  public Assembler loadConstant(int dst, long value) {
    if (value == (int) value) {
      return mov64Imm(dst, (int) value);
    }
    if (value >>> 32 == 0) {
      return mov32Imm(dst, (int) value);
    }
    return ldImm64(dst, value);
  }

  /**
   * {@code dst = dst op src}.
   *
   * @param op the operation
   * @param is64 64 bits, or 32 with the upper ones zeroed
   * @param dst register 0 to 9
   * @param src register
   * @return this
   */
  public Assembler alu(AluOp op, boolean is64, int dst, int src) {
    checkSigned(op);
    int cls = is64 ? Opcode.ALU64 : Opcode.ALU;
    return emit(cls | op.code() | Opcode.X, written(dst), read(src), op.off(), 0);
  }

  /**
   * {@code dst = dst op imm}, the immediate sign-extended for 64-bit operations.
   *
   * @param op the operation
   * @param is64 64 bits, or 32 with the upper ones zeroed
   * @param dst register 0 to 9
   * @param imm the constant; not 0 for divisions, below the width for shifts
   * @return this
   */
  public Assembler aluImm(AluOp op, boolean is64, int dst, int imm) {
    checkSigned(op);
    int cls = is64 ? Opcode.ALU64 : Opcode.ALU;
    return emit(
        cls | op.code() | Opcode.K, written(dst), 0, op.off(), Operands.aluImm(op, is64, imm));
  }

  /**
   * {@code dst = -dst}.
   *
   * @param is64 64 bits, or 32 with the upper ones zeroed
   * @param dst register 0 to 9
   * @return this
   */
  public Assembler neg(boolean is64, int dst) {
    return emit((is64 ? Opcode.ALU64 : Opcode.ALU) | Opcode.NEG, written(dst), 0, 0, 0);
  }

  /**
   * {@code dst = src}, sign-extended from its lower bits (v4).
   *
   * @param bits 8, 16 or 32 (32 only to 64 bits)
   * @param is64 extends to 64 bits, or to 32 with the upper ones zeroed
   * @param dst register 0 to 9
   * @param src register
   * @return this
   */
  public Assembler movsx(int bits, boolean is64, int dst, int src) {
    require(IsaLevel.V4, "movsx");
    int cls = is64 ? Opcode.ALU64 : Opcode.ALU;
    return emit(
        cls | Opcode.MOV | Opcode.X, written(dst), read(src), Operands.extendBits(bits, is64), 0);
  }

  /**
   * Converts a register's byte order and zeroes what lies above the width.
   *
   * @param kind the conversion; {@link Endian#BSWAP} is v4
   * @param bits 16, 32 or 64
   * @param dst register 0 to 9
   * @return this
   */
  public Assembler endian(Endian kind, int bits, int dst) {
    if (kind == Endian.BSWAP) {
      require(IsaLevel.V4, "bswap");
    }
    return emit(kind.opcode(), written(dst), 0, 0, Operands.swapBits(bits));
  }

  /**
   * {@code dst = addr_space_cast(src)}, between arena and kernel pointers (Linux 6.9).
   *
   * @param dst register 0 to 9
   * @param src register
   * @param dstSpace address space of the result, 0 to 65535
   * @param srcSpace address space of the source, 0 to 65535
   * @return this
   */
  public Assembler addrSpaceCast(int dst, int src, int dstSpace, int srcSpace) {
    int imm = (Operands.addressSpace(dstSpace) << 16) | Operands.addressSpace(srcSpace);
    int opcode = Opcode.ALU64 | Opcode.MOV | Opcode.X;
    return emit(opcode, written(dst), read(src), Opcode.ADDR_SPACE_CAST, imm);
  }

  // ---- memory

  /**
   * {@code dst = *(size *)(src + off)}, zero-extended.
   *
   * @param size the width
   * @param dst register 0 to 9
   * @param src register holding the address
   * @param off -32768 to 32767
   * @return this
   */
  public Assembler ldx(MemSize size, int dst, int src, int off) {
    return emit(
        Opcode.LDX | Opcode.MEM | size.code(), written(dst), read(src), Operands.offset(off), 0);
  }

  /**
   * {@code dst = *(size *)(src + off)}, sign-extended to 64 bits (v4).
   *
   * @param size the width, not {@link MemSize#DW}
   * @param dst register 0 to 9
   * @param src register holding the address
   * @param off -32768 to 32767
   * @return this
   */
  public Assembler ldxsx(MemSize size, int dst, int src, int off) {
    require(IsaLevel.V4, "sign-extending load");
    if (size == MemSize.DW) {
      throw new IllegalArgumentException("8 bytes need no sign extension");
    }
    return emit(
        Opcode.LDX | Opcode.MEMSX | size.code(), written(dst), read(src), Operands.offset(off), 0);
  }

  /**
   * {@code *(size *)(dst + off) = src}.
   *
   * @param size the width
   * @param dst register holding the address
   * @param off -32768 to 32767
   * @param src register
   * @return this
   */
  public Assembler stx(MemSize size, int dst, int off, int src) {
    return emit(
        Opcode.STX | Opcode.MEM | size.code(), read(dst), read(src), Operands.offset(off), 0);
  }

  /**
   * {@code *(size *)(dst + off) = imm}, sign-extended for 8 bytes.
   *
   * @param size the width
   * @param dst register holding the address
   * @param off -32768 to 32767
   * @param imm the constant
   * @return this
   */
  public Assembler st(MemSize size, int dst, int off, int imm) {
    return emit(Opcode.ST | Opcode.MEM | size.code(), read(dst), 0, Operands.offset(off), imm);
  }

  /**
   * An atomic operation on {@code *(size *)(dst + off)}.
   *
   * @param op the operation
   * @param size {@link MemSize#W} or {@link MemSize#DW}
   * @param dst register holding the address
   * @param off -32768 to 32767
   * @param src register holding the operand, and receiving the old value of fetching operations
   * @return this
   */
  public Assembler atomic(AtomicOp op, MemSize size, int dst, int off, int src) {
    int source = op.writesSource() ? written(src) : read(src);
    int opcode = Opcode.STX | Opcode.ATOMIC | Operands.atomicSize(size).code();
    return emit(opcode, read(dst), source, Operands.offset(off), op.code());
  }

  /**
   * {@code dst = *(size *)(src + off)} with acquire order (Linux 6.15).
   *
   * @param size the width
   * @param dst register 0 to 9
   * @param src register holding the address
   * @param off -32768 to 32767
   * @return this
   */
  public Assembler loadAcquire(MemSize size, int dst, int src, int off) {
    int opcode = Opcode.STX | Opcode.ATOMIC | size.code();
    return emit(opcode, written(dst), read(src), Operands.offset(off), Opcode.LOAD_ACQ);
  }

  /**
   * {@code *(size *)(dst + off) = src} with release order (Linux 6.15).
   *
   * @param size the width
   * @param dst register holding the address
   * @param off -32768 to 32767
   * @param src register
   * @return this
   */
  public Assembler storeRelease(MemSize size, int dst, int off, int src) {
    int opcode = Opcode.STX | Opcode.ATOMIC | size.code();
    return emit(opcode, read(dst), read(src), Operands.offset(off), Opcode.STORE_REL);
  }

  /**
   * {@code r0 = packet[imm]} in host order. The context must be in R6; R1 to R5 are lost; a read
   * past the end ends the run with 0.
   *
   * @param size the width, not {@link MemSize#DW}
   * @param imm offset in the packet
   * @return this
   */
  public Assembler ldAbs(MemSize size, int imm) {
    return emit(Opcode.LD | Opcode.ABS | Operands.packetSize(size).code(), 0, 0, 0, imm);
  }

  /**
   * {@code r0 = packet[src + imm]}, otherwise like {@link #ldAbs}.
   *
   * @param size the width, not {@link MemSize#DW}
   * @param src register holding the variable part of the offset
   * @param imm constant part of the offset
   * @return this
   */
  public Assembler ldInd(MemSize size, int src, int imm) {
    return emit(Opcode.LD | Opcode.IND | Operands.packetSize(size).code(), 0, read(src), 0, imm);
  }

  // ---- 64-bit immediates

  /**
   * {@code dst = value}, in two slots.
   *
   * @param dst register 0 to 9
   * @param value the constant
   * @return this
   */
  public Assembler ldImm64(int dst, long value) {
    return ldPseudo(dst, 0, (int) value, (int) (value >>> 32));
  }

  /**
   * Loads a map, as helpers take it; its descriptor is filled in by {@link Code#resolve}.
   *
   * @param dst register 0 to 9
   * @param map names the map
   * @return this
   */
  public Assembler ldMap(int dst, Object map) {
    code.relocate(map, Relocation.Kind.MAP);
    return ldPseudo(dst, Opcode.PSEUDO_MAP_FD, 0, 0);
  }

  /**
   * Loads the address of a byte in an array map's only value (Linux 5.2).
   *
   * @param dst register 0 to 9
   * @param map names the map
   * @param offset in bytes from the value's start
   * @return this
   */
  public Assembler ldMapValue(int dst, Object map, int offset) {
    code.relocate(map, Relocation.Kind.MAP_VALUE);
    return ldPseudo(dst, Opcode.PSEUDO_MAP_VALUE, 0, offset);
  }

  /**
   * Loads the address of a kernel variable (Linux 5.10).
   *
   * @param dst register 0 to 9
   * @param btfId the variable's BTF id
   * @param moduleBtfFd descriptor of the module's BTF, 0 for the kernel proper
   * @return this
   */
  public Assembler ldBtfId(int dst, int btfId, int moduleBtfFd) {
    return ldPseudo(dst, Opcode.PSEUDO_BTF_ID, btfId, moduleBtfFd);
  }

  /**
   * Loads the address of a BPF function, for a helper that calls back (Linux 5.13).
   *
   * @param dst register 0 to 9
   * @param function the function's first instruction
   * @return this
   */
  public Assembler ldFunction(int dst, Label function) {
    code.refer(function);
    return ldPseudo(dst, Opcode.PSEUDO_FUNC, 0, 0);
  }

  // ---- control flow

  /**
   * Calls a helper.
   *
   * @param helper the helper's number
   * @return this
   */
  public Assembler call(int helper) {
    return emit(Opcode.JMP | Opcode.CALL, 0, 0, 0, helper);
  }

  /**
   * Calls a BPF function of this program.
   *
   * @param function the function's first instruction
   * @return this
   */
  public Assembler callPseudo(Label function) {
    code.refer(function);
    return emit(Opcode.JMP | Opcode.CALL, 0, Opcode.PSEUDO_CALL, 0, 0);
  }

  /**
   * Calls a kernel function (Linux 5.13).
   *
   * @param btfId the function's BTF id
   * @param fdArrayIndex index into the program's fd_array of its module's BTF, 0 for the kernel
   *     proper
   * @return this
   */
  public Assembler callKfunc(int btfId, int fdArrayIndex) {
    int off = Operands.fdArrayIndex(fdArrayIndex);
    return emit(Opcode.JMP | Opcode.CALL, 0, Opcode.PSEUDO_KFUNC_CALL, off, btfId);
  }

  /**
   * Returns R0.
   *
   * @return this
   */
  public Assembler exit() {
    return emit(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
  }

  /**
   * Jumps always. Where the target is too far and the level has it, this becomes {@code gotol}.
   *
   * @param target where to
   * @return this
   */
  public Assembler jump(Label target) {
    code.refer(target);
    return emit(Opcode.JMP | Opcode.JA, 0, 0, 0, 0);
  }

  /**
   * Jumps when two registers compare so.
   *
   * @param cond the condition
   * @param is64 compares 64 bits, or the lower 32 (v3)
   * @param dst left register
   * @param src right register
   * @param target where to
   * @return this
   */
  public Assembler jump(Cond cond, boolean is64, int dst, int src, Label target) {
    read(dst);
    read(src);
    return jump(cond, is64, Opcode.X, dst, src, 0, target);
  }

  /**
   * Jumps when a register compares so with a constant, which is sign-extended for 64 bits.
   *
   * @param cond the condition
   * @param is64 compares 64 bits, or the lower 32 (v3)
   * @param dst left register
   * @param imm right constant
   * @param target where to
   * @return this
   */
  public Assembler jumpImm(Cond cond, boolean is64, int dst, int imm, Label target) {
    read(dst);
    return jump(cond, is64, Opcode.K, dst, 0, imm, target);
  }

  /**
   * Jumps when the loop's budget is used up (Linux 6.9).
   *
   * @param target where to then
   * @return this
   */
  public Assembler mayGoto(Label target) {
    int opcode = Opcode.JMP | Opcode.JCOND;
    if (isFar(target)) {
      return emit(opcode, 0, Opcode.MAY_GOTO, 1, 0).skipOne().gotol(target);
    }
    code.refer(target);
    return emit(opcode, 0, Opcode.MAY_GOTO, 0, 0);
  }

  /**
   * Resolves all jumps and gives the code. The assembler may be used no further.
   *
   * @return the code
   * @throws IllegalStateException when a label that is used was never bound
   * @throws JumpRangeException when a jump is too far for its form
   */
  public Code finish() {
    return code.finish();
  }

  private Assembler jump(
      Cond cond, boolean is64, int source, int dst, int src, int imm, Label target) {
    require(is64 ? cond.since() : IsaLevel.V3, is64 ? cond.symbol() : "32-bit compare");
    int cls = is64 ? Opcode.JMP : Opcode.JMP32;
    if (!isFar(target)) {
      code.refer(target);
      return emit(cls | cond.code() | source, dst, src, 0, imm);
    }
    if (cond.hasInverse()) {
      emit(cls | cond.inverse().code() | source, dst, src, 1, imm);
      return gotol(target);
    }
    return emit(cls | cond.code() | source, dst, src, 1, imm).skipOne().gotol(target);
  }

  private Assembler skipOne() {
    return emit(Opcode.JMP | Opcode.JA, 0, 0, 1, 0);
  }

  private Assembler gotol(Label target) {
    code.refer(target);
    return emit(Opcode.JMP32 | Opcode.JA, 0, 0, 0, 0);
  }

  private boolean isFar(Label target) {
    return longJumps && !(target.isBound() && code.size() - target.position() <= Short.MAX_VALUE);
  }

  private Assembler ldPseudo(int dst, int kind, int low, int high) {
    emit(Insn.LD_IMM64, written(dst), kind, 0, low);
    return emit(0, 0, 0, 0, high);
  }

  private Assembler emit(int opcode, int dst, int src, int off, int imm) {
    code.add(Insn.of(opcode, dst, src, off, imm));
    return this;
  }

  private void checkSigned(AluOp op) {
    if (op.off() != 0) {
      require(IsaLevel.V4, op.symbol());
    }
  }

  private void require(IsaLevel needed, String what) {
    if (!level.has(needed)) {
      throw new IllegalArgumentException(what + " needs " + needed + ", code is for " + level);
    }
  }
}
