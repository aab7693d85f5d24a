package bpf4j.compiler.internal.isa;

import java.util.Random;

/** Valid instructions for tests: all of them once, or many at random. */
final class Samples {
  private static final int[] EXTEND_BITS = {8, 16, 32};
  private static final int[] SWAP_BITS = {16, 32, 64};
  private static final int KINDS = 17;

  private final Assembler out = new Assembler(IsaLevel.V4);
  private final Random random;

  private Samples(long seed) {
    random = new Random(seed);
  }

  /** Every operation in every width, with operands that differ. */
  static long[] everyInstruction() {
    Samples samples = new Samples(1);
    samples.everyArithmetic();
    samples.everyMemory();
    samples.everyJump();
    return samples.out.finish().slots();
  }

  /** The given number of instructions with random operands. */
  static long[] random(int count, long seed) {
    Samples samples = new Samples(seed);
    for (int i = 0; i < count; i++) {
      samples.any();
    }
    return samples.out.finish().slots();
  }

  private void everyArithmetic() {
    for (boolean is64 : new boolean[] {true, false}) {
      for (AluOp op : AluOp.values()) {
        out.alu(op, is64, 1, 2).aluImm(op, is64, 3, 5).alu(op, is64, 9, Assembler.FP);
      }
      out.neg(is64, 4).movsx(8, is64, 1, 2).movsx(16, is64, 3, 4);
    }
    out.movsx(32, true, 5, 6).addrSpaceCast(1, 2, 0, 1).addrSpaceCast(1, 2, 1, 0);
    for (Endian kind : Endian.values()) {
      for (int bits : SWAP_BITS) {
        out.endian(kind, bits, 7);
      }
    }
    out.ldImm64(1, 0).ldImm64(2, -1).ldImm64(3, Long.MIN_VALUE).ldImm64(4, 0x123456789abcdefL);
  }

  private void everyMemory() {
    for (MemSize size : MemSize.values()) {
      out.ldx(size, 1, 2, 4).stx(size, Assembler.FP, -8, 3).st(size, 4, 0, -5);
      if (size != MemSize.DW) {
        out.ldxsx(size, 1, 2, -4).ldAbs(size, 23).ldInd(size, 7, 0);
      }
    }
    for (AtomicOp op : AtomicOp.values()) {
      out.atomic(op, MemSize.W, 1, 4, 2).atomic(op, MemSize.DW, 3, -8, 4);
    }
  }

  private void everyJump() {
    for (Cond cond : Cond.values()) {
      for (boolean is64 : new boolean[] {true, false}) {
        Label back = new Label();
        Label ahead = new Label();
        out.bind(back).jump(cond, is64, 1, 2, ahead).jumpImm(cond, is64, 3, -7, back).bind(ahead);
      }
    }
    Label end = new Label();
    out.jump(end).mayGoto(end).call(14).callPseudo(end).callKfunc(70_000, 0).exit().bind(end);
    out.exit();
  }

  private void any() {
    boolean is64 = random.nextBoolean();
    switch (random.nextInt(KINDS)) {
      case 0 -> out.alu(oneOf(AluOp.values()), is64, written(), read());
      case 1 -> anyAluImm(is64);
      case 2 -> out.neg(is64, written());
      case 3 -> out.movsx(EXTEND_BITS[random.nextInt(is64 ? 3 : 2)], is64, written(), read());
      case 4 -> out.endian(oneOf(Endian.values()), SWAP_BITS[random.nextInt(3)], written());
      case 5 -> out.ldx(size(), written(), read(), off());
      case 6 -> out.ldxsx(MemSize.values()[random.nextInt(3)], written(), read(), off());
      case 7 -> out.stx(size(), read(), off(), read());
      case 8 -> out.st(size(), read(), off(), imm());
      case 9 ->
          out.atomic(
              oneOf(AtomicOp.values()), is64 ? MemSize.DW : MemSize.W, read(), off(), written());
      case 10 -> out.ldAbs(MemSize.values()[random.nextInt(3)], imm());
      case 11 -> out.ldInd(MemSize.values()[random.nextInt(3)], read(), 0);
      case 12 -> out.ldImm64(written(), random.nextLong() >> random.nextInt(64));
      case 13 -> anyJump(is64);
      case 14 -> out.jump(near());
      case 15 -> out.call(imm());
      default -> out.mayGoto(near());
    }
  }

  private void anyAluImm(boolean is64) {
    AluOp op = oneOf(AluOp.values());
    int imm = op.isShift() ? random.nextInt(is64 ? 64 : 32) : op.isDivision() ? imm() | 1 : imm();
    out.aluImm(op, is64, written(), imm);
  }

  private void anyJump(boolean is64) {
    Cond cond = oneOf(Cond.values());
    if (random.nextBoolean()) {
      out.jump(cond, is64, read(), read(), near());
    } else {
      out.jumpImm(cond, is64, read(), imm(), near());
    }
  }

  /** A target whose distance from the next instruction is random, though never before slot 0. */
  private Label near() {
    Label label = new Label();
    int distance = random.nextInt(1 << 16) - (1 << 15);
    label.bind(Math.max(0, out.position() + 1 + distance));
    return label;
  }

  private MemSize size() {
    return oneOf(MemSize.values());
  }

  private int read() {
    return random.nextInt(11);
  }

  private int written() {
    return random.nextInt(10);
  }

  private int off() {
    return (short) (random.nextInt() >> random.nextInt(32));
  }

  private int imm() {
    return random.nextInt() >> random.nextInt(32);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
