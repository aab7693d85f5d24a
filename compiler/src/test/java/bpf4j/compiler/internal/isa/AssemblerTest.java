package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AssemblerTest {
  @Test
  void resolvesJumpsBothWays() {
    Label loop = new Label();
    Label end = new Label();
    long[] slots =
        v4().mov64Imm(0, 10)
            .bind(loop)
            .jumpImm(Cond.EQ, true, 0, 0, end)
            .aluImm(AluOp.SUB, true, 0, 1)
            .jump(loop)
            .bind(end)
            .exit()
            .finish()
            .slots();
    assertThat(Insn.off(slots[1])).isEqualTo(2);
    assertThat(Insn.off(slots[3])).isEqualTo(-3);
    assertThat(loop.position()).isEqualTo(1);
    assertThat(end.position()).isEqualTo(4);
  }

  @Test
  void countsBothSlotsOfA64BitLoadInDistances() {
    Label end = new Label();
    long[] slots = v4().jump(end).ldImm64(0, 1L << 40).bind(end).exit().finish().slots();
    assertThat(Insn.off(slots[0])).isEqualTo(2);
  }

  @Test
  void refersToFunctionsRelativeToTheNextSlot() {
    Label function = new Label();
    long[] slots =
        v4().callPseudo(function)
            .ldFunction(2, function)
            .exit()
            .bind(function)
            .mov64Imm(0, 0)
            .exit()
            .finish()
            .slots();
    assertThat(slots[0]).isEqualTo(Insn.of(0x85, 0, Opcode.PSEUDO_CALL, 0, 3));
    assertThat(slots[1]).isEqualTo(Insn.of(0x18, 2, Opcode.PSEUDO_FUNC, 0, 2));
  }

  @Test
  void loadsConstantsInTheFewestSlots() {
    assertThat(v4().loadConstant(1, -1).finish().slots())
        .containsExactly(Insn.of(0xb7, 1, 0, 0, -1));
    assertThat(v4().loadConstant(1, 0xffff_fff0L).finish().slots())
        .containsExactly(Insn.of(0xb4, 1, 0, 0, -16));
    assertThat(v4().loadConstant(1, 0x1_0000_0000L).finish().slots())
        .containsExactly(Insn.of(0x18, 1, 0, 0, 0), 1L << 32);
    assertThat(v4().loadConstant(1, Long.MIN_VALUE).finish().size()).isEqualTo(2);
  }

  @Test
  void fillsInMapDescriptors() {
    Code code = v4().ldMap(1, "counts").ldMapValue(2, "state", 24).ldMap(1, "counts").finish();
    assertThat(code.relocations())
        .containsExactly(
            new Relocation(0, "counts", Relocation.Kind.MAP),
            new Relocation(2, "state", Relocation.Kind.MAP_VALUE),
            new Relocation(4, "counts", Relocation.Kind.MAP));
    long[] resolved = code.resolve(Map.of("counts", 7, "state", 9)::get);
    assertThat(resolved)
        .containsExactly(
            Insn.of(0x18, 1, Opcode.PSEUDO_MAP_FD, 0, 7),
            0L,
            Insn.of(0x18, 2, Opcode.PSEUDO_MAP_VALUE, 0, 9),
            24L << 32,
            Insn.of(0x18, 1, Opcode.PSEUDO_MAP_FD, 0, 7),
            0L);
    assertThat(Insn.imm(code.slot(0))).isZero();
  }

  @Test
  void growsAsNeeded() {
    Assembler assembler = v4();
    Label end = new Label();
    for (int i = 0; i < 5_000; i++) {
      assembler.jumpImm(Cond.NE, true, 1, i, end);
    }
    Code code = assembler.bind(end).exit().finish();
    assertThat(code.size()).isEqualTo(5_001);
    for (int i = 0; i < 5_000; i++) {
      assertThat(Insn.imm(code.slot(i))).isEqualTo(i);
      assertThat(Insn.jumpTarget(code.slot(i), i)).isEqualTo(5_000);
    }
  }

  @Test
  void conditionalJumpsReach32767SlotsAndNoFurther() {
    assertThat(Insn.off(conditionalOver(32_767, v4()).slot(0))).isEqualTo(32_767);
    assertThatThrownBy(() -> conditionalOver(32_768, v4()))
        .isInstanceOfSatisfying(JumpRangeException.class, e -> assertThat(e.position()).isZero())
        .hasMessageContaining("32768")
        .hasMessageContaining("long jumps");
  }

  @Test
  void farGotoBecomesGotolWhereTheLevelHasIt() {
    assertThat(jumpOver(32_768, v4()).slot(0))
        .isEqualTo(Insn.of(Opcode.JMP32 | Opcode.JA, 0, 0, 0, 32_768));
    assertThat(jumpOver(32_767, v4()).slot(0))
        .isEqualTo(Insn.of(Opcode.JMP | Opcode.JA, 0, 0, 32_767, 0));
    assertThatThrownBy(() -> jumpOver(32_768, new Assembler(IsaLevel.V3)))
        .isInstanceOf(JumpRangeException.class)
        .hasMessageContaining("Linux 6.6");
  }

  @Test
  void longJumpsGoAroundAGotol() {
    Code inverted = conditionalOver(100_000, longJumping());
    assertThat(Disassembler.instruction(inverted.slots(), 0, Annotations.NONE))
        .isEqualTo("if r1 != 5 goto +1");
    assertThat(Insn.jumpTarget(inverted.slot(1), 1)).isEqualTo(100_002);

    Label end = new Label();
    Assembler assembler = longJumping().jump(Cond.SET, false, 1, 2, end).mayGoto(end);
    nops(assembler, 40_000);
    Code code = assembler.bind(end).exit().finish();
    List<String> text =
        List.of(Disassembler.listing(code.slots(), Annotations.NONE).split("\n", 9));
    assertThat(text.subList(0, 8))
        .containsExactly(
            "       0: if w1 & w2 goto +1 <L2>",
            "       1: goto +1 <L3>",
            "L2:",
            "       2: gotol +40003 <L40006>",
            "L3:",
            "       3: may_goto +1 <L5>",
            "       4: goto +1 <L6>",
            "L5:");
    assertThat(Insn.jumpTarget(code.slot(5), 5)).isEqualTo(40_006);
  }

  @Test
  void longJumpsBackAreShortWhereTheyCanBe() {
    Label start = new Label();
    Assembler near = longJumping().bind(start);
    nops(near, 32_767);
    assertThat(Insn.off(near.jumpImm(Cond.EQ, true, 1, 0, start).finish().slot(32_767)))
        .isEqualTo(-32_768);

    Label back = new Label();
    Assembler far = longJumping().bind(back);
    nops(far, 32_768);
    Code code = far.jumpImm(Cond.EQ, true, 1, 0, back).finish();
    assertThat(code.size()).isEqualTo(32_770);
    assertThat(Insn.jumpTarget(code.slot(32_769), 32_769)).isZero();
  }

  @Test
  void refusesOperandsThatDoNotExist() {
    refuses(() -> v4().mov64(10, 1), "r10 cannot be written");
    refuses(() -> v4().mov64(-1, 1), "r-1");
    refuses(() -> v4().mov64(1, 11), "no register r11");
    refuses(() -> v4().ldx(MemSize.W, 10, 1, 0), "r10 cannot be written");
    refuses(() -> v4().ldMap(10, "map"), "r10 cannot be written");
    refuses(() -> v4().atomic(AtomicOp.XCHG, MemSize.W, 1, 0, 10), "r10 cannot be written");
    refuses(() -> v4().atomic(AtomicOp.ADD, MemSize.H, 1, 0, 2), "2 bytes");
    refuses(() -> v4().ldx(MemSize.W, 1, 1, 32_768), "32768 does not fit");
    refuses(() -> v4().stx(MemSize.W, 1, -32_769, 1), "-32769 does not fit");
    refuses(() -> v4().ldxsx(MemSize.DW, 1, 1, 0), "no sign extension");
    refuses(() -> v4().ldAbs(MemSize.DW, 0), "1, 2 or 4");
    refuses(() -> v4().aluImm(AluOp.LSH, true, 1, 64), "shift");
    refuses(() -> v4().aluImm(AluOp.ARSH, false, 1, 32), "shift");
    refuses(() -> v4().aluImm(AluOp.SMOD, true, 1, 0), "division");
    refuses(() -> v4().endian(Endian.BE, 8, 1), "8 bits");
    refuses(() -> v4().movsx(32, false, 1, 1), "32 bits");
    refuses(() -> v4().movsx(24, true, 1, 1), "24 bits");
    refuses(() -> v4().addrSpaceCast(1, 2, 1 << 16, 0), "address space");
    refuses(() -> v4().callKfunc(1, -1), "fd_array");
  }

  @Test
  void refusesInstructionsAboveTheLevel() {
    Label label = new Label();
    refuses(() -> new Assembler(IsaLevel.V1).jumpImm(Cond.LT, true, 1, 0, label), "V2");
    refuses(() -> new Assembler(IsaLevel.V2).jumpImm(Cond.EQ, false, 1, 0, label), "V3");
    refuses(() -> new Assembler(IsaLevel.V3).movsx(8, true, 1, 1), "V4");
    refuses(() -> new Assembler(IsaLevel.V3).ldxsx(MemSize.B, 1, 1, 0), "V4");
    refuses(() -> new Assembler(IsaLevel.V3).alu(AluOp.SDIV, true, 1, 1), "V4");
    refuses(() -> new Assembler(IsaLevel.V3).aluImm(AluOp.SMOD, true, 1, 3), "V4");
    refuses(() -> new Assembler(IsaLevel.V3).endian(Endian.BSWAP, 16, 1), "V4");
    refuses(() -> new Assembler(IsaLevel.V3, true), "v4");
    assertThat(new Assembler(IsaLevel.V1).jumpImm(Cond.SGT, true, 1, 0, label).position())
        .isEqualTo(1);
  }

  @Test
  void refusesLabelsUnboundOrBoundTwice() {
    assertThatIllegalStateException()
        .isThrownBy(() -> v4().jump(new Label()).finish())
        .withMessageContaining("never bound");
    Label twice = new Label();
    assertThatIllegalStateException()
        .isThrownBy(() -> v4().bind(twice).exit().bind(twice))
        .withMessageContaining("0 and 1");
  }

  @Test
  void conditionsInvertAndSwapConsistently() {
    long[] values = {Long.MIN_VALUE, -1, 0, 1, 2, Long.MAX_VALUE};
    for (Cond cond : Cond.values()) {
      for (long a : values) {
        for (long b : values) {
          boolean holds = Semantics.holds(cond, a, b);
          assertThat(Semantics.holds(cond.swapped(), b, a)).as("%s swapped", cond).isEqualTo(holds);
          if (cond.hasInverse()) {
            assertThat(Semantics.holds(cond.inverse(), a, b))
                .as("%s inverse", cond)
                .isEqualTo(!holds);
          }
        }
      }
    }
    assertThatIllegalStateException().isThrownBy(Cond.SET::inverse);
  }

  private static void refuses(ThrowingCallable emit, String reason) {
    assertThatIllegalArgumentException().isThrownBy(emit).withMessageContaining(reason);
  }

  private static Code conditionalOver(int slots, Assembler assembler) {
    Label end = new Label();
    assembler.jumpImm(Cond.EQ, true, 1, 5, end);
    return nops(assembler, slots).bind(end).exit().finish();
  }

  private static Code jumpOver(int slots, Assembler assembler) {
    Label end = new Label();
    return nops(assembler.jump(end), slots).bind(end).exit().finish();
  }

  private static Assembler nops(Assembler assembler, int count) {
    for (int i = 0; i < count; i++) {
      assembler.mov64(0, 0);
    }
    return assembler;
  }

  private static Assembler v4() {
    return new Assembler(IsaLevel.V4);
  }

  private static Assembler longJumping() {
    return new Assembler(IsaLevel.V4, true);
  }
}
