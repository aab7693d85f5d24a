package bpf4j.compiler.internal.isa;

/**
 * The bits of a BPF instruction's opcode byte, and the numbers that other fields carry, under their
 * {@code include/uapi/linux/bpf.h} names without the {@code BPF_} prefix.
 */
public final class Opcode {
  /** Mask of the instruction class. */
  public static final int CLASS_MASK = 0x07;

  /** Class: non-standard loads (64-bit immediates, classic packet loads). */
  public static final int LD = 0x00;

  /** Class: loads from memory into a register. */
  public static final int LDX = 0x01;

  /** Class: stores of an immediate. */
  public static final int ST = 0x02;

  /** Class: stores of a register, and atomics. */
  public static final int STX = 0x03;

  /** Class: 32-bit arithmetic, zeroing the upper half. */
  public static final int ALU = 0x04;

  /** Class: jumps comparing 64 bits, calls, exit. */
  public static final int JMP = 0x05;

  /** Class: jumps comparing 32 bits (v3), and the long jump (v4). */
  public static final int JMP32 = 0x06;

  /** Class: 64-bit arithmetic. */
  public static final int ALU64 = 0x07;

  /** Mask of the access size of loads and stores. */
  public static final int SIZE_MASK = 0x18;

  /** Access size: 4 bytes. */
  public static final int W = 0x00;

  /** Access size: 2 bytes. */
  public static final int H = 0x08;

  /** Access size: 1 byte. */
  public static final int B = 0x10;

  /** Access size: 8 bytes. */
  public static final int DW = 0x18;

  /** Mask of the mode of loads and stores. */
  public static final int MODE_MASK = 0xe0;

  /** Mode: 64-bit immediate, in two slots. */
  public static final int IMM = 0x00;

  /** Mode: packet load at a constant offset. */
  public static final int ABS = 0x20;

  /** Mode: packet load at a register plus a constant. */
  public static final int IND = 0x40;

  /** Mode: plain memory access. */
  public static final int MEM = 0x60;

  /** Mode: sign-extending load (v4). */
  public static final int MEMSX = 0x80;

  /** Mode: atomic access; the operation is in the immediate. */
  public static final int ATOMIC = 0xc0;

  /** Mask of the operation of arithmetic and jumps. */
  public static final int OP_MASK = 0xf0;

  /** Mask of the operand source of arithmetic and jumps. */
  public static final int SOURCE_MASK = 0x08;

  /** Source: the immediate. */
  public static final int K = 0x00;

  /** Source: a register. */
  public static final int X = 0x08;

  /** Arithmetic: addition. */
  public static final int ADD = 0x00;

  /** Arithmetic: subtraction. */
  public static final int SUB = 0x10;

  /** Arithmetic: multiplication. */
  public static final int MUL = 0x20;

  /** Arithmetic: division, signed when the offset is 1. */
  public static final int DIV = 0x30;

  /** Arithmetic: bitwise or. */
  public static final int OR = 0x40;

  /** Arithmetic: bitwise and. */
  public static final int AND = 0x50;

  /** Arithmetic: left shift. */
  public static final int LSH = 0x60;

  /** Arithmetic: logical right shift. */
  public static final int RSH = 0x70;

  /** Arithmetic: two's complement negation. */
  public static final int NEG = 0x80;

  /** Arithmetic: remainder, signed when the offset is 1. */
  public static final int MOD = 0x90;

  /** Arithmetic: bitwise exclusive or. */
  public static final int XOR = 0xa0;

  /** Arithmetic: move; sign-extending when the offset is 8, 16 or 32. */
  public static final int MOV = 0xb0;

  /** Arithmetic: arithmetic right shift. */
  public static final int ARSH = 0xc0;

  /** Arithmetic: byte order; class and source choose among {@link Endian}. */
  public static final int END = 0xd0;

  /** Jump: always. */
  public static final int JA = 0x00;

  /** Jump: equal. */
  public static final int JEQ = 0x10;

  /** Jump: greater, unsigned. */
  public static final int JGT = 0x20;

  /** Jump: greater or equal, unsigned. */
  public static final int JGE = 0x30;

  /** Jump: any common bit set. */
  public static final int JSET = 0x40;

  /** Jump: not equal. */
  public static final int JNE = 0x50;

  /** Jump: greater, signed. */
  public static final int JSGT = 0x60;

  /** Jump: greater or equal, signed. */
  public static final int JSGE = 0x70;

  /** Jump: call; the source register field says what. */
  public static final int CALL = 0x80;

  /** Jump: return from the function. */
  public static final int EXIT = 0x90;

  /** Jump: less, unsigned (v2). */
  public static final int JLT = 0xa0;

  /** Jump: less or equal, unsigned (v2). */
  public static final int JLE = 0xb0;

  /** Jump: less, signed (v2). */
  public static final int JSLT = 0xc0;

  /** Jump: less or equal, signed (v2). */
  public static final int JSLE = 0xd0;

  /** Jump: conditional on the kernel, see {@link #MAY_GOTO} (Linux 6.9). */
  public static final int JCOND = 0xe0;

  /** Source field of {@link #JCOND}: leave the loop when its budget is used up. */
  public static final int MAY_GOTO = 0;

  /** Offset of a 64-bit register move that converts between arena address spaces (Linux 6.9). */
  public static final int ADDR_SPACE_CAST = 1;

  /** Offset of {@link #DIV} and {@link #MOD} that makes them signed (v4). */
  public static final int SIGNED = 1;

  /** Source field of a call: a BPF function of the same program. */
  public static final int PSEUDO_CALL = 1;

  /** Source field of a call: a kernel function, named by its BTF id (Linux 5.13). */
  public static final int PSEUDO_KFUNC_CALL = 2;

  /** Source field of a 64-bit immediate: a map, by file descriptor. */
  public static final int PSEUDO_MAP_FD = 1;

  /** Source field of a 64-bit immediate: an address inside a map's only value (Linux 5.2). */
  public static final int PSEUDO_MAP_VALUE = 2;

  /** Source field of a 64-bit immediate: a kernel variable, by BTF id (Linux 5.10). */
  public static final int PSEUDO_BTF_ID = 3;

  /** Source field of a 64-bit immediate: a BPF function of the same program (Linux 5.13). */
  public static final int PSEUDO_FUNC = 4;

  /** Source field of a 64-bit immediate: a map, by index into fd_array (Linux 5.14). */
  public static final int PSEUDO_MAP_IDX = 5;

  /** Source field of a 64-bit immediate: like {@link #PSEUDO_MAP_VALUE}, by index (Linux 5.14). */
  public static final int PSEUDO_MAP_IDX_VALUE = 6;

  /** Flag of an atomic operation: the old value goes into the source register (Linux 5.12). */
  public static final int FETCH = 0x01;

  /** Atomic: exchange (Linux 5.12). */
  public static final int XCHG = 0xe0 | FETCH;

  /** Atomic: compare R0 and exchange (Linux 5.12). */
  public static final int CMPXCHG = 0xf0 | FETCH;

  /** Atomic: load with acquire order (Linux 6.15). */
  public static final int LOAD_ACQ = 0x100;

  /** Atomic: store with release order (Linux 6.15). */
  public static final int STORE_REL = 0x110;

  private Opcode() {}
}
