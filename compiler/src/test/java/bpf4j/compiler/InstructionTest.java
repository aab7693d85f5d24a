package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstructionTest {
  @Test
  void splitsAProgram() {
    long[] slots = {0x00000017_00000030L, 0x89abcdef_00000118L, 0x01234567_00000000L, 0x95L};
    List<Instruction> instructions = Instruction.listOf(slots);
    assertThat(instructions)
        .containsExactly(
            new Instruction(0, 0x30, 0, 0, 0, 23),
            new Instruction(1, 0x18, 1, 0, 0, 0x01234567_89abcdefL),
            new Instruction(3, 0x95, 0, 0, 0, 0));
    assertThat(instructions).extracting(Instruction::slots).containsExactly(1, 2, 1);
    assertThat(instructions)
        .extracting(Instruction::toString)
        .containsExactly("r0 = *(u8 *)skb[23]", "r1 = 81985529216486895 ll", "exit");
  }

  @Test
  void extendsSigns() {
    assertThat(Instruction.listOf(new long[] {0xfffffffe_fff8ff7aL}).get(0))
        .isEqualTo(new Instruction(0, 0x7a, 15, 15, -8, -2));
  }

  @Test
  void refusesAWideLoadWithoutItsSecondHalf() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Instruction.listOf(new long[] {0x95, 0x18}))
        .withMessageContaining("slot 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Instruction.listOf(new long[] {0x18, 0x95}));
  }

  @Test
  void refusesFieldsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Instruction(-1, 0, 0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Instruction(0, 256, 0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Instruction(0, 0, 16, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Instruction(0, 0, 0, -1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Instruction(0, 0, 0, 0, 32768, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Instruction(0, 0xb7, 0, 0, 0, 1L << 31));
  }
}
