package bpf4j.compiler.internal.isa;

/**
 * Packs and unpacks one instruction slot.
 *
 * <pre>
 *  63                             32 31            16 15  12 11   8 7        0
 * +---------------------------------+----------------+------+------+----------+
 * |          imm (signed)           |  off (signed)  | src  | dst  |  opcode  |
 * +---------------------------------+----------------+------+------+----------+
 * </pre>
 *
 * This is {@code struct bpf_insn} of a little-endian host, read as one {@code long}. A slot is
 * never boxed into an object, so that emitting and scanning code allocates nothing.
 */
public final class Insn {
  /** The opcode byte of the first slot of a 64-bit immediate load. */
  public static final int LD_IMM64 = Opcode.LD | Opcode.IMM | Opcode.DW;

  private Insn() {}

  /**
   * Packs a slot; {@code off} and everything above an opcode's 8 and a register's 4 bits is cut.
   *
   * @param opcode opcode byte
   * @param dst destination register field
   * @param src source register field
   * @param off signed 16-bit offset
   * @param imm signed 32-bit immediate
   * @return the slot
   */
  public static long of(int opcode, int dst, int src, int off, int imm) {
    return (opcode & 0xffL)
        | ((dst & 0xfL) << 8)
        | ((src & 0xfL) << 12)
        | ((off & 0xffffL) << 16)
        | ((long) imm << 32);
  }

  /**
   * The opcode byte.
   *
   * @param insn a slot
   * @return 0 to 255
   */
  public static int opcode(long insn) {
    return (int) insn & 0xff;
  }

  /**
   * The destination register field.
   *
   * @param insn a slot
   * @return 0 to 15; 11 and above is no valid register
   */
  public static int dst(long insn) {
    return ((int) insn >>> 8) & 0xf;
  }

  /**
   * The source register field, which calls and 64-bit immediates use as a kind.
   *
   * @param insn a slot
   * @return 0 to 15
   */
  public static int src(long insn) {
    return ((int) insn >>> 12) & 0xf;
  }

  /**
   * The offset field.
   *
   * @param insn a slot
   * @return -32768 to 32767
   */
  public static int off(long insn) {
    return (short) (insn >>> 16);
  }

  /**
   * The immediate field.
   *
   * @param insn a slot
   * @return the signed 32-bit immediate
   */
  public static int imm(long insn) {
    return (int) (insn >>> 32);
  }

  /**
   * The instruction class.
   *
   * @param insn a slot
   * @return {@link Opcode#LD} to {@link Opcode#ALU64}
   */
  public static int cls(long insn) {
    return (int) insn & Opcode.CLASS_MASK;
  }

  /**
   * Replaces the offset.
   *
   * @param insn a slot
   * @param off signed 16-bit offset
   * @return the changed slot
   */
  public static long withOff(long insn, int off) {
    return (insn & ~0xffff0000L) | ((off & 0xffffL) << 16);
  }

  /**
   * Replaces the immediate.
   *
   * @param insn a slot
   * @param imm signed 32-bit immediate
   * @return the changed slot
   */
  public static long withImm(long insn, int imm) {
    return (insn & 0xffffffffL) | ((long) imm << 32);
  }

  /**
   * How many slots the instruction starting here takes.
   *
   * @param insn an instruction's first slot
   * @return 2 for a 64-bit immediate load, else 1
   */
  public static int slots(long insn) {
    return opcode(insn) == LD_IMM64 ? 2 : 1;
  }

  /**
   * The 64-bit immediate of a two-slot load.
   *
   * @param first its first slot, holding the low half
   * @param second its second slot, holding the high half
   * @return the whole immediate
   */
  public static long imm64(long first, long second) {
    return (imm(first) & 0xffffffffL) | ((long) imm(second) << 32);
  }

  /**
   * Whether this is a jump with a target in the same function: conditional, {@code goto}, {@code
   * gotol} or {@code may_goto}; calls and exits are not.
   *
   * @param insn an instruction's first slot
   * @return true when {@link #jumpTarget} has a meaning
   */
  public static boolean isJump(long insn) {
    int cls = cls(insn);
    if (cls != Opcode.JMP && cls != Opcode.JMP32) {
      return false;
    }
    int opcode = opcode(insn);
    int op = opcode & Opcode.OP_MASK;
    return switch (op) {
      case Opcode.CALL, Opcode.EXIT, 0xf0 -> false;
      case Opcode.JCOND -> opcode == (Opcode.JMP | Opcode.JCOND | Opcode.K);
      case Opcode.JA -> (opcode & Opcode.SOURCE_MASK) == Opcode.K;
      default -> true;
    };
  }

  /**
   * Where a jump lands.
   *
   * @param insn a slot for which {@link #isJump} holds
   * @param position its slot index
   * @return the slot index of the target
   */
  public static int jumpTarget(long insn, int position) {
    boolean gotol = opcode(insn) == (Opcode.JMP32 | Opcode.JA);
    return position + 1 + (gotol ? imm(insn) : off(insn));
  }
}
