package bpf4j.compiler.internal.isa;

/** The condition of a jump, on 64 bits or on the lower 32. */
public enum Cond {
  /** Equal. */
  EQ(Opcode.JEQ, "==", IsaLevel.V1),
  /** Not equal. */
  NE(Opcode.JNE, "!=", IsaLevel.V1),
  /** Unsigned greater. */
  GT(Opcode.JGT, ">", IsaLevel.V1),
  /** Unsigned greater or equal. */
  GE(Opcode.JGE, ">=", IsaLevel.V1),
  /** Unsigned less. */
  LT(Opcode.JLT, "<", IsaLevel.V2),
  /** Unsigned less or equal. */
  LE(Opcode.JLE, "<=", IsaLevel.V2),
  /** Signed greater. */
  SGT(Opcode.JSGT, "s>", IsaLevel.V1),
  /** Signed greater or equal. */
  SGE(Opcode.JSGE, "s>=", IsaLevel.V1),
  /** Signed less. */
  SLT(Opcode.JSLT, "s<", IsaLevel.V2),
  /** Signed less or equal. */
  SLE(Opcode.JSLE, "s<=", IsaLevel.V2),
  /** Any bit in common; the one condition without an inverse. */
  SET(Opcode.JSET, "&", IsaLevel.V1);

  private final int code;
  private final String symbol;
  private final IsaLevel since;

  Cond(int code, String symbol, IsaLevel since) {
    this.code = code;
    this.symbol = symbol;
    this.since = since;
  }

  /**
   * The operation bits of the opcode.
   *
   * @return {@link Opcode#JEQ} to {@link Opcode#JSLE}
   */
  public int code() {
    return code;
  }

  /**
   * The operator as disassembly shows it.
   *
   * @return for example {@code s>=}
   */
  public String symbol() {
    return symbol;
  }

  /**
   * The lowest level whose 64-bit jumps have this condition; the 32-bit form needs {@link
   * IsaLevel#V3}.
   *
   * @return {@link IsaLevel#V1} or {@link IsaLevel#V2}
   */
  public IsaLevel since() {
    return since;
  }

  /**
   * Whether there is a condition that holds exactly when this does not.
   *
   * @return false for {@link #SET} only
   */
  public boolean hasInverse() {
    return this != SET;
  }

  /**
   * The condition that holds exactly when this does not.
   *
   * @return the inverse
   * @throws IllegalStateException for {@link #SET}
   */
  public Cond inverse() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case GT -> LE;
      case GE -> LT;
      case LT -> GE;
      case LE -> GT;
      case SGT -> SLE;
      case SGE -> SLT;
      case SLT -> SGE;
      case SLE -> SGT;
      case SET -> throw new IllegalStateException("SET has no inverse; jump around instead");
    };
  }

  /**
   * The condition that holds for {@code (b, a)} exactly when this holds for {@code (a, b)}.
   *
   * @return the condition with its operands exchanged
   */
  public Cond swapped() {
    return switch (this) {
      case EQ, NE, SET -> this;
      case GT -> LT;
      case GE -> LE;
      case LT -> GT;
      case LE -> GE;
      case SGT -> SLT;
      case SGE -> SLE;
      case SLT -> SGT;
      case SLE -> SGE;
    };
  }
}
