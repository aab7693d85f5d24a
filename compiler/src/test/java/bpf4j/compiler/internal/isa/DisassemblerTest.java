package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DisassemblerTest {
  private static final Annotations NAMES =
      new Annotations() {
        @Override
        public String helper(int number) {
          return number == 1 ? "map_lookup_elem" : null;
        }

        @Override
        public String kernelFunction(int btfId, int fdArrayIndex) {
          return btfId == 70 && fdArrayIndex == 2 ? "bpf_rcu_read_lock" : null;
        }

        @Override
        public String function(int position) {
          return position == 0 ? "count" : position == 14 ? "helper" : null;
        }

        @Override
        public String map(int position) {
          return position == 3 || position == 6 ? "packets" : null;
        }

        @Override
        public String source(int position) {
          return position == 0 ? "SockProto.java:17" : position == 3 ? "SockProto.java:18" : null;
        }
      };

  @Test
  void listsAProgramWithItsNames() {
    Label end = new Label();
    Label helper = new Label();
    Assembler assembler = new Assembler(IsaLevel.V4);
    assembler.mov64(6, 1).ldAbs(MemSize.B, 23).jumpImm(Cond.NE, true, 0, 6, end);
    assembler.ldMap(1, "p").call(1).ldMapValue(2, "p", 16).callPseudo(helper).ldFunction(2, helper);
    assembler.callKfunc(70, 2).bind(end).exit().exit().bind(helper).exit();
    assertThat(Disassembler.listing(assembler.finish().slots(), NAMES))
        .isEqualTo(
            """
            count:
            ; SockProto.java:17
                   0: r6 = r1
                   1: r0 = *(u8 *)skb[23]
                   2: if r0 != 6 goto +9 <L12>
            ; SockProto.java:18
                   3: r1 = map[packets] ll
                   5: call 1 <map_lookup_elem>
                   6: r2 = map[packets][0]+16 ll
                   8: call pc+5 <helper>
                   9: r2 = func pc+4 <helper> ll
                  11: call kfunc 70 of fd_array 2 <bpf_rcu_read_lock>
            L12:
                  12: exit
                  13: exit
            helper:
                  14: exit
            """);
  }

  @Test
  void namesWhatItCanWithoutAnnotations() {
    assertThat(one(Insn.of(0x18, 1, Opcode.PSEUDO_MAP_FD, 0, 5), 0)).isEqualTo("r1 = map[fd:5] ll");
    assertThat(one(Insn.of(0x18, 1, Opcode.PSEUDO_MAP_IDX, 0, 5), 0))
        .isEqualTo("r1 = map[idx:5] ll");
    assertThat(one(Insn.of(0x18, 1, Opcode.PSEUDO_MAP_IDX_VALUE, 0, 5), 3L << 32))
        .isEqualTo("r1 = map[idx:5][0]+3 ll");
    assertThat(one(Insn.of(0x18, 1, Opcode.PSEUDO_BTF_ID, 0, 5), 0)).isEqualTo("r1 = btf_id[5] ll");
    assertThat(one(Insn.of(0x18, 1, Opcode.PSEUDO_BTF_ID, 0, 5), 9L << 32))
        .isEqualTo("r1 = btf_id[5] of btf_fd 9 ll");
    assertThat(one(Insn.of(0x85, 0, Opcode.PSEUDO_CALL, 0, -3))).isEqualTo("call pc-3");
    assertThat(one(Insn.of(0x85, 0, Opcode.PSEUDO_KFUNC_CALL, 0, 7))).isEqualTo("call kfunc 7");
  }

  @Test
  void printsWhatLlvm19DoesNotKnow() {
    Assembler assembler = new Assembler(IsaLevel.V4);
    assembler.loadAcquire(MemSize.B, 1, 2, 4).loadAcquire(MemSize.DW, 1, 2, -8);
    assembler.storeRelease(MemSize.H, 3, 0, 4).storeRelease(MemSize.DW, 3, 8, 4);
    long[] slots = assembler.ldInd(MemSize.H, 7, 14).ldInd(MemSize.B, 7, -1).finish().slots();
    assertThat(Disassembler.listing(slots, Annotations.NONE))
        .isEqualTo(
            """
                   0: w1 = load_acquire((u8 *)(r2 + 4))
                   1: r1 = load_acquire((u64 *)(r2 - 8))
                   2: store_release((u16 *)(r3 + 0), w4)
                   3: store_release((u64 *)(r3 + 8), r4)
                   4: r0 = *(u16 *)skb[r7 + 14]
                   5: r0 = *(u8 *)skb[r7 - 1]
            """);
    assertThat(slots[0]).isEqualTo(Insn.of(0xd3, 1, 2, 4, 0x100));
    assertThat(slots[3]).isEqualTo(Insn.of(0xdb, 3, 4, 8, 0x110));
    assertThat(one(Insn.of(Opcode.JMP | Opcode.JA | Opcode.X, 4, 0, 0, 0))).isEqualTo("gotox r4");
  }

  @Test
  void printsBitsThatAreNoInstructionAsHex() {
    assertThat(one(-1L)).isEqualTo(".quad 0xffffffffffffffff");
    assertThat(one(0L)).isEqualTo(".quad 0x0000000000000000");
    // r11 exists in the kernel's interpreter only.
    assertThat(one(Insn.of(0xbf, 11, 1, 0, 0))).startsWith(".quad");
    // An exit with a stray immediate, a sign extension from 7 bits, an add with an offset.
    assertThat(one(Insn.of(0x95, 0, 0, 0, 1))).startsWith(".quad");
    assertThat(one(Insn.of(0xbf, 1, 2, 7, 0))).startsWith(".quad");
    assertThat(one(Insn.of(0x0f, 1, 2, 1, 0))).startsWith(".quad");
    // An unknown kind of 64-bit immediate keeps both its slots.
    assertThat(one(Insn.of(0x18, 1, 7, 0, 5), 1L << 32))
        .isEqualTo(".quad 0x0000000500007118, 0x0000000100000000");
  }

  @Test
  void printsTruncatedAndBrokenWideLoadsSlotBySlot() {
    assertThat(Disassembler.listing(new long[] {Insn.LD_IMM64}, Annotations.NONE))
        .isEqualTo("       0: .quad 0x0000000000000018\n");
    assertThat(Disassembler.listing(new long[] {Insn.LD_IMM64, 0x95}, Annotations.NONE))
        .isEqualTo("       0: .quad 0x0000000000000018\n       1: exit\n");
  }

  @Test
  void anyBitsArePrintedWhole() {
    Random random = new Random(3);
    long[] slots = random.longs(100_000).toArray();
    for (int i = 0; i < slots.length; i++) {
      slots[i] &= random.nextBoolean() ? -1L : 0xffffff0000ffffffL;
    }
    int covered = 0;
    for (String line : Disassembler.listing(slots, Annotations.NONE).lines().toList()) {
      if (!line.startsWith("L")) {
        assertThat(Integer.parseInt(line.substring(0, 8).trim())).isEqualTo(covered);
        covered += Disassembler.length(slots, covered);
      }
    }
    assertThat(covered).isEqualTo(slots.length);
  }

  private static String one(long... slots) {
    return Disassembler.instruction(slots, 0, Annotations.NONE);
  }
}
