package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types that were made for the test, by our builder and by clang. */
class BtfTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheBuilderWrote() {
    BtfBuilder builder = new BtfBuilder();
    int u32 = builder.addInt("unsigned int", 4, false);
    int proto = builder.addFunctionPrototype(BtfBuilder.VOID);
    builder.addParameter("format", builderPointer());
    builder.addParameter(null, BtfBuilder.VOID);
    builder.addPointer(u32);
    builder.addFunction("log", proto, BtfLinkage.EXTERN);
    builder.addStruct("flags", 4);
    builder.addBitField("low", u32, 0, 3);
    builder.addBitField("high", u32, 3, 29);
    builder.addEnum("e", 1, true);
    builder.addEnumerator("MINUS", -1);
    builder.addEnum64("w", 8, false);
    builder.addEnumerator("ALL", -1);

    Btf btf = Btf.parse(ByteBuffer.wrap(builder.toBytes()));

    assertThat(btf.typeCount()).isEqualTo(8);
    assertThat(btf.firstId()).isEqualTo(1);
    assertThat(btf.type(0)).isEqualTo(new BtfType.VoidType());
    assertThat(btf.prototype("log"))
        .contains(
            new BtfType.Prototype(
                proto, 0, List.of(new BtfType.Parameter("format", builderPointer())), true));
    assertThat(btf.function("log").orElseThrow().linkage()).isEqualTo(BtfLinkage.EXTERN);
    assertThat(btf.field("flags", "high")).contains(new BtfField("high", u32, 3, 29, 4));
    assertThat(btf.field("flags", "high").orElseThrow().isBitField()).isTrue();
    assertThat(btf.find(BtfType.Enumeration.class, "e").orElseThrow().values())
        .containsExactly(new BtfType.Enumerator("MINUS", -1));
    assertThat(btf.find(BtfType.Enumeration.class, "w").orElseThrow().values())
        .containsExactly(new BtfType.Enumerator("ALL", -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> btf.find(BtfType.Pointer.class, "x"))
        .withMessageContaining("Pointer");
    assertThatIllegalArgumentException().isThrownBy(() -> btf.sizeOf(proto));
  }

  /** The id that the pointer of {@link #readsWhatTheBuilderWrote} gets. */
  private static int builderPointer() {
    return 3;
  }

  @Test
  void readsTheOtherByteOrder() {
    BtfBuilder builder = new BtfBuilder();
    int u32 = builder.addInt("unsigned int", 4, false);
    builder.addStruct("pair", 8);
    builder.addMember("first", u32, 0);
    builder.addMember("second", u32, 4);
    byte[] bytes = builder.toBytes();
    int typeBytes = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(12);
    swap(bytes, 0, 2);
    for (int at = 4; at < 24 + typeBytes; at += 4) {
      swap(bytes, at, 4);
    }
    Btf btf = Btf.parse(ByteBuffer.wrap(bytes));
    assertThat(btf.field("pair", "second")).contains(new BtfField("second", u32, 32, 0, 4));
  }

  private static void swap(byte[] bytes, int at, int count) {
    byte[] part = Arrays.copyOfRange(bytes, at, at + count);
    for (int i = 0; i < count; i++) {
      bytes[at + i] = part[count - 1 - i];
    }
  }

  @Test
  void continuesTheIdsAndStringsOfABase() {
    BtfBuilder first = new BtfBuilder();
    int u64 = first.addInt("long unsigned int", 8, false);
    first.addStruct("shared", 8);
    first.addMember("value", u64, 0);
    Btf base = Btf.parse(ByteBuffer.wrap(first.toBytes()));

    // The builder counts from 1, so the split part is written by hand: a struct "own" with one
    // member "value" of type "shared" (2), whose name is a string of the base.
    int value = "\0long unsigned int\0shared\0".length();
    int stringsOfBase = value + "value\0".length();
    byte[] text = "own\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer split = ByteBuffer.allocate(24 + 24 + text.length).order(ByteOrder.nativeOrder());
    split.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
    split.putInt(0).putInt(24).putInt(24).putInt(text.length);
    split.putInt(stringsOfBase).putInt(4 << 24 | 1).putInt(8).putInt(value).putInt(2).putInt(0);
    split.put(text).flip();

    Btf btf = Btf.parse(split, base);

    assertThat(btf.firstId()).isEqualTo(3);
    assertThat(btf.typeCount()).isEqualTo(4);
    assertThat(btf.struct("own").map(BtfType::id)).contains(3);
    assertThat(btf.struct("shared").map(BtfType::id)).contains(2);
    assertThat(btf.field("own", "value.value")).contains(new BtfField("value.value", 1, 0, 0, 8));
    assertThat(btf.findAll(BtfType.Struct.class, "own")).hasSize(1);
    assertThat(base.struct("own")).isEmpty();
    assertThatThrownBy(() -> base.type(3)).isInstanceOf(BtfFormatException.class);
  }

  @Test
  void readsObjectsOfClang() throws IOException {
    Path source = folder.resolve("types.c");
    Files.writeString(
        source,
        """
        #define tag(x) __attribute__((btf_decl_tag(x)))
        typedef unsigned long long u64;
        struct inner { char c; union { int i; struct { short s, t; }; }; } tag("marked");
        struct outer {
          const volatile char *restrict text;
          struct inner nested[3];
          unsigned a : 3, b : 7, : 2, c : 20;
          u64 last;
          float ratio;
          _Bool yes;
        };
        enum big { HUGE = 0x123456789abcdef0, NONE = 0 };
        enum { ANONYMOUS = -5 } anonymous;
        struct outer global;
        static int counter = 1;
        struct undefined *elsewhere;
        __attribute__((section("license"))) char licence[] = "GPL";
        int function(struct outer *o, enum big b) {
          return o->a + counter++ + (b == HUGE) + (elsewhere != 0);
        }
        """);
    Path object = folder.resolve("types.o");
    Tools.run(
        "clang",
        "-target",
        "bpf",
        "-g",
        "-O1",
        "-w",
        "-c",
        "-o",
        object.toString(),
        source.toString());

    Btf btf = Btf.open(object);

    List<String> lines = new ArrayList<>();
    for (int id = 1; id < btf.typeCount(); id++) {
      BtfText.append(btf, btf.type(id), lines);
    }
    Tools.assertSameLines(
        lines,
        Tools.run("bpftool", "btf", "dump", "file", object.toString(), "format", "raw")
            .lines()
            .toList());
    assertThat(btf.field("outer", "nested[2].t").map(BtfField::byteOffset))
        .contains(8L + 2 * 8 + 6);
    assertThat(btf.field("outer", "c"))
        .hasValueSatisfying(
            field -> {
              assertThat(field.bitOffset()).isEqualTo(32 * 8 + 12);
              assertThat(field.bitSize()).isEqualTo(20);
            });
    int inner = btf.struct("inner").orElseThrow().id();
    assertThat(btf.fields(inner).stream().map(f -> f.path() + " " + f.byteOffset()))
        .containsExactly("c 0", "i 4", "s 4", "t 6");

    Path raw = folder.resolve("raw.btf");
    ElfFile elf = ElfFile.open(object);
    ByteBuffer section = elf.bytes(elf.section(".BTF").orElseThrow());
    byte[] copy = new byte[section.remaining()];
    section.get(copy);
    Files.write(raw, copy);
    assertThat(Btf.open(raw).typeCount()).isEqualTo(btf.typeCount());
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> Btf.open(folder.resolve("absent")))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> Btf.open(Path.of("/proc/self/exe")))
        .isInstanceOf(BtfFormatException.class)
        .hasMessageContaining(".BTF");
    Path empty = folder.resolve("empty");
    Files.write(empty, new byte[0]);
    assertThatThrownBy(() -> Btf.open(empty)).isInstanceOf(BtfFormatException.class);
  }
}
