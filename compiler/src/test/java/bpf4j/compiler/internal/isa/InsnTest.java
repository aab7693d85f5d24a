package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InsnTest {
  @Test
  void packsTheFieldsOfStructBpfInsn() {
    // r1 = *(u8 *)(r2 - 4) is 71 21 fc ff 00 00 00 00 in memory.
    assertThat(Insn.of(0x71, 1, 2, -4, 0)).isEqualTo(0x00000000fffc2171L);
    assertThat(Insn.of(0xb7, 9, 0, 0, -2)).isEqualTo(0xfffffffe000009b7L);
  }

  @Test
  void unpacksWhatItPacked() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      int opcode = random.nextInt(256);
      int dst = random.nextInt(16);
      int src = random.nextInt(16);
      int off = (short) random.nextInt();
      int imm = random.nextInt();
      long insn = Insn.of(opcode, dst, src, off, imm);
      assertThat(Insn.opcode(insn)).isEqualTo(opcode);
      assertThat(Insn.cls(insn)).isEqualTo(opcode & 7);
      assertThat(Insn.dst(insn)).isEqualTo(dst);
      assertThat(Insn.src(insn)).isEqualTo(src);
      assertThat(Insn.off(insn)).isEqualTo(off);
      assertThat(Insn.imm(insn)).isEqualTo(imm);
      assertThat(Insn.withOff(insn, ~off)).isEqualTo(Insn.of(opcode, dst, src, ~off, imm));
      assertThat(Insn.withImm(insn, ~imm)).isEqualTo(Insn.of(opcode, dst, src, off, ~imm));
    }
  }

  @Test
  void joinsTheHalvesOfA64BitImmediate() {
    long[] slots = new Assembler(IsaLevel.V1).ldImm64(3, 0x89abcdef_01234567L).finish().slots();
    assertThat(slots).hasSize(2);
    assertThat(Insn.slots(slots[0])).isEqualTo(2);
    assertThat(Insn.imm64(slots[0], slots[1])).isEqualTo(0x89abcdef_01234567L);
    assertThat(Insn.imm64(Insn.of(0x18, 0, 0, 0, -1), 0)).isEqualTo(0xffffffffL);
  }

  @Test
  void knowsJumpsAndTheirTargets() {
    long goTo = Insn.of(Opcode.JMP | Opcode.JA, 0, 0, -3, 0);
    assertThat(Insn.isJump(goTo)).isTrue();
    assertThat(Insn.jumpTarget(goTo, 10)).isEqualTo(8);
    long gotol = Insn.of(Opcode.JMP32 | Opcode.JA, 0, 0, 0, 100_000);
    assertThat(Insn.isJump(gotol)).isTrue();
    assertThat(Insn.jumpTarget(gotol, 10)).isEqualTo(100_011);
    long mayGoto = Insn.of(Opcode.JMP | Opcode.JCOND, 0, Opcode.MAY_GOTO, 5, 0);
    assertThat(Insn.isJump(mayGoto)).isTrue();
    assertThat(Insn.jumpTarget(mayGoto, 0)).isEqualTo(6);
    assertThat(Insn.isJump(Insn.of(Opcode.JMP | Opcode.CALL, 0, 1, 0, 5))).isFalse();
    assertThat(Insn.isJump(Insn.of(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0))).isFalse();
    assertThat(Insn.isJump(Insn.of(Opcode.ALU | Opcode.ADD, 0, 0, 0, 0))).isFalse();
  }
}
