package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BtfBuilderTest {
  @TempDir Path folder;

  @Test
  void bpftoolReadsEveryKind() throws IOException {
    BtfBuilder btf = new BtfBuilder();
    int u32 = btf.addInt("unsigned int", 4, false);
    int s64 = btf.addInt("long", 8, true);
    btf.addBool("_Bool", 1);
    btf.addFloat("double", 8);
    int array = btf.addArray(u32, u32, 16);
    int node = btf.addStruct("node", 88);
    btf.addMember("next", 7, 0);
    btf.addMember("count", s64, 8);
    btf.addMember("slots", array, 16);
    btf.addMember(null, 8, 80);
    int pointer = btf.addPointer(node);
    assertThat(pointer).isEqualTo(7);
    btf.addUnion(null, 8);
    btf.addMember("a", u32, 0);
    btf.addMember("b", s64, 0);
    btf.addStruct("bits", 4);
    btf.addMember("whole", u32, 0);
    btf.addBitField("low", u32, 8, 3);
    btf.addMember("after", u32, 2);
    btf.addEnum("verdict", 4, false);
    btf.addEnumerator("DROP", 0);
    btf.addEnumerator("PASS", 0xffff_ffffL);
    btf.addEnum64("wide", 8, true);
    btf.addEnumerator("LOW", Long.MIN_VALUE);
    btf.addEnumerator("ONE", 1);
    btf.addForward("elsewhere", true);
    btf.addTypedef("node_t", node);
    int constant = btf.addConst(node);
    btf.addVolatile(constant);
    btf.addRestrict(pointer);
    int prototype = btf.addFunctionPrototype(s64);
    btf.addParameter("ctx", pointer);
    btf.addParameter("flags", u32);
    int function = btf.addFunction("main_0", prototype, BtfLinkage.GLOBAL);
    int variable = btf.addVariable("counter", s64, BtfLinkage.GLOBAL);
    btf.addDataSection(".bss", 8);
    btf.addSectionVariable(variable, 0, 8);
    btf.addDeclTag("test", function, 1);
    btf.addTypeTag("kptr", node);

    String dump = dump(btf);

    assertThat(dump.lines())
        .containsExactly(
            "[1] INT 'unsigned int' size=4 bits_offset=0 nr_bits=32 encoding=(none)",
            "[2] INT 'long' size=8 bits_offset=0 nr_bits=64 encoding=SIGNED",
            "[3] INT '_Bool' size=1 bits_offset=0 nr_bits=8 encoding=BOOL",
            "[4] FLOAT 'double' size=8",
            "[5] ARRAY '(anon)' type_id=1 index_type_id=1 nr_elems=16",
            "[6] STRUCT 'node' size=88 vlen=4",
            "\t'next' type_id=7 bits_offset=0",
            "\t'count' type_id=2 bits_offset=64",
            "\t'slots' type_id=5 bits_offset=128",
            "\t'(anon)' type_id=8 bits_offset=640",
            "[7] PTR '(anon)' type_id=6",
            "[8] UNION '(anon)' size=8 vlen=2",
            "\t'a' type_id=1 bits_offset=0",
            "\t'b' type_id=2 bits_offset=0",
            "[9] STRUCT 'bits' size=4 vlen=3",
            "\t'whole' type_id=1 bits_offset=0",
            "\t'low' type_id=1 bits_offset=8 bitfield_size=3",
            "\t'after' type_id=1 bits_offset=16",
            "[10] ENUM 'verdict' encoding=UNSIGNED size=4 vlen=2",
            "\t'DROP' val=0",
            "\t'PASS' val=4294967295",
            "[11] ENUM64 'wide' encoding=SIGNED size=8 vlen=2",
            "\t'LOW' val=-9223372036854775808LL",
            "\t'ONE' val=1LL",
            "[12] FWD 'elsewhere' fwd_kind=union",
            "[13] TYPEDEF 'node_t' type_id=6",
            "[14] CONST '(anon)' type_id=6",
            "[15] VOLATILE '(anon)' type_id=14",
            "[16] RESTRICT '(anon)' type_id=7",
            "[17] FUNC_PROTO '(anon)' ret_type_id=2 vlen=2",
            "\t'ctx' type_id=7",
            "\t'flags' type_id=1",
            "[18] FUNC 'main_0' type_id=17 linkage=global",
            "[19] VAR 'counter' type_id=2, linkage=global",
            "[20] DATASEC '.bss' size=8 vlen=1",
            "\ttype_id=19 offset=0 size=8 (VAR 'counter')",
            "[21] DECL_TAG 'test' type_id=18 component_idx=1",
            "[22] TYPE_TAG 'kptr' type_id=6");
  }

  @Test
  void storesEachStringOnce() {
    BtfBuilder btf = new BtfBuilder();
    assertThat(btf.addString("")).isZero();
    int first = btf.addString("int x = 1;");
    int accented = btf.addString("// déjà vu \uD83D\uDE00");
    for (int i = 0; i < 1000; i++) {
      btf.addString("line " + i);
    }
    int before = btf.toBytes().length;
    assertThat(btf.addString(new String("int x = 1;"))).isEqualTo(first).isEqualTo(1);
    assertThat(btf.addString("// déjà vu \uD83D\uDE00")).isEqualTo(accented);
    for (int i = 0; i < 1000; i++) {
      btf.addString("line " + i);
    }
    assertThat(btf.toBytes()).hasSize(before);
    assertThatIllegalArgumentException().isThrownBy(() -> btf.addString("a\0b"));
  }

  @Test
  void distinguishesStringsOfEqualHash() {
    BtfBuilder btf = new BtfBuilder();
    assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode()).isEqualTo("AaBB".hashCode());
    assertThat(btf.addString("AaAa")).isEqualTo(1);
    assertThat(btf.addString("BBBB")).isEqualTo(6);
    assertThat(btf.addString("AaBB")).isEqualTo(11);
    assertThat(btf.addString("BBBB")).isEqualTo(6);
  }

  @Test
  void refusesNamesThatTheKernelRefuses() {
    BtfBuilder btf = new BtfBuilder();
    int proto = btf.addFunctionPrototype(BtfBuilder.VOID);
    for (String name :
        new String[] {"", "lambda$0", "<init>", "1st", "é", "a b", "x".repeat(128)}) {
      assertThatThrownBy(() -> btf.addFunction(name, proto, BtfLinkage.STATIC))
          .isInstanceOf(BtfNameException.class)
          .hasMessageContaining("mangle");
      assertThat(BtfNames.isValid(BtfNames.mangle(name))).as(name).isTrue();
    }
    assertThat(BtfNames.mangle("lambda$main$0")).isEqualTo("lambda_main_0");
    assertThat(BtfNames.mangle("<init>")).isEqualTo("_init_");
    assertThat(BtfNames.mangle("1st")).isEqualTo("_1st");
    assertThat(BtfNames.mangle("fine_1")).isEqualTo("fine_1");
    assertThat(BtfNames.isValidSection(".bss")).isTrue();
    assertThat(BtfNames.isValidSection("a$b")).isFalse();
  }

  @Test
  void refusesMisuse() {
    BtfBuilder btf = new BtfBuilder();
    assertThatIllegalStateException().isThrownBy(() -> btf.addMember("a", 1, 0));
    int u32 = btf.addInt("int", 4, true);
    assertThatIllegalStateException().isThrownBy(() -> btf.addParameter("a", u32));
    assertThatIllegalArgumentException().isThrownBy(() -> btf.addInt("odd", 3, true));
    btf.addEnum("e", 4, false);
    assertThatIllegalArgumentException().isThrownBy(() -> btf.addEnumerator("A", 1L << 32));
    btf.addStruct("big", 4 << 20);
    btf.addMember("far", u32, 2 << 20);
    assertThatIllegalArgumentException().isThrownBy(() -> btf.addBitField("b", u32, 0, 1));
    btf.addPointer(99);
    assertThatIllegalStateException().isThrownBy(btf::toBytes).withMessageContaining("99");
  }

  private String dump(BtfBuilder btf) throws IOException {
    Path file = folder.resolve("x.btf");
    Files.write(file, btf.toBytes());
    return Tools.run("bpftool", "btf", "dump", "file", file.toString(), "format", "raw");
  }
}
