package bpf4j.compiler.internal.isa;

/** The width of a memory access. */
public enum MemSize {
  /** One byte. */
  B(Opcode.B, 1),
  /** Two bytes. */
  H(Opcode.H, 2),
  /** Four bytes. */
  W(Opcode.W, 4),
  /** Eight bytes. */
  DW(Opcode.DW, 8);

  private final int code;
  private final int bytes;

  MemSize(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * The size bits of the opcode.
   *
   * @return {@link Opcode#B}, {@link Opcode#H}, {@link Opcode#W} or {@link Opcode#DW}
   */
  public int code() {
    return code;
  }

  /**
   * The number of bytes accessed.
   *
   * @return 1, 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * The size of that many bytes.
   *
   * @param bytes 1, 2, 4 or 8
   * @return the size
   * @throws IllegalArgumentException for any other number
   */
  public static MemSize ofBytes(int bytes) {
    return switch (bytes) {
      case 1 -> B;
      case 2 -> H;
      case 4 -> W;
      case 8 -> DW;
      default -> throw new IllegalArgumentException("no access of " + bytes + " bytes");
    };
  }

  static MemSize ofOpcode(int opcode) {
    return switch (opcode & Opcode.SIZE_MASK) {
      case Opcode.B -> B;
      case Opcode.H -> H;
      case Opcode.W -> W;
      default -> DW;
    };
  }
}
