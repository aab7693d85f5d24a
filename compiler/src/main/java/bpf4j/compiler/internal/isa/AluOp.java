package bpf4j.compiler.internal.isa;

/**
 * Arithmetic with two operands, {@code dst = dst op src}, in 32 or 64 bits. Negation and byte order
 * have one operand and their own methods in {@link Assembler}.
 */
public enum AluOp {
  /** Addition. */
  ADD(Opcode.ADD, 0, "+="),
  /** Subtraction. */
  SUB(Opcode.SUB, 0, "-="),
  /** Multiplication. */
  MUL(Opcode.MUL, 0, "*="),
  /** Unsigned division; by zero gives 0. */
  DIV(Opcode.DIV, 0, "/="),
  /** Signed division (v4); by zero gives 0. */
  SDIV(Opcode.DIV, Opcode.SIGNED, "s/="),
  /** Bitwise or. */
  OR(Opcode.OR, 0, "|="),
  /** Bitwise and. */
  AND(Opcode.AND, 0, "&="),
  /** Left shift; the amount of a register is masked to the width. */
  LSH(Opcode.LSH, 0, "<<="),
  /** Logical right shift; the amount of a register is masked to the width. */
  RSH(Opcode.RSH, 0, ">>="),
  /** Unsigned remainder; by zero leaves the destination unchanged. */
  MOD(Opcode.MOD, 0, "%="),
  /** Signed remainder (v4); by zero leaves the destination unchanged. */
  SMOD(Opcode.MOD, Opcode.SIGNED, "s%="),
  /** Bitwise exclusive or. */
  XOR(Opcode.XOR, 0, "^="),
  /** Move. */
  MOV(Opcode.MOV, 0, "="),
  /** Arithmetic right shift; the amount of a register is masked to the width. */
  ARSH(Opcode.ARSH, 0, "s>>=");

  private final int code;
  private final int off;
  private final String symbol;

  AluOp(int code, int off, String symbol) {
    this.code = code;
    this.off = off;
    this.symbol = symbol;
  }

  /**
   * The operation bits of the opcode.
   *
   * @return {@link Opcode#ADD} to {@link Opcode#ARSH}
   */
  public int code() {
    return code;
  }

  /**
   * The offset field that goes with the operation.
   *
   * @return 1 for signed division and remainder, else 0
   */
  public int off() {
    return off;
  }

  /**
   * The operator as disassembly shows it.
   *
   * @return for example {@code s>>=}
   */
  public String symbol() {
    return symbol;
  }

  boolean isShift() {
    return this == LSH || this == RSH || this == ARSH;
  }

  boolean isDivision() {
    return code == Opcode.DIV || code == Opcode.MOD;
  }
}
