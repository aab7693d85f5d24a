package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real files, compared with what readelf says of them. */
class ElfFileTest {
  @TempDir Path folder;

  /** The program and the libraries of this process, and some programs of the system. */
  static List<String> systemFiles() throws IOException {
    List<String> files = new ArrayList<>(List.of("/bin/ls", "/bin/bash"));
    Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(" r-xp ") && line.indexOf('/') > 0)
        .map(line -> line.substring(line.indexOf('/')))
        .filter(file -> Files.isReadable(Path.of(file)))
        .distinct()
        .forEach(files::add);
    return files;
  }

  @ParameterizedTest
  @MethodSource("systemFiles")
  void readsSystemFilesAsReadelfDoes(String file) {
    compare(file);
  }

  private static ElfFile compare(String file) {
    ElfFile elf = ElfFile.open(Path.of(file));
    Tools.assertSameLines(
        elf.sections().stream().map(Readelf::line).toList(), Readelf.sections(file));
    Tools.assertSameLines(
        elf.segments().stream().map(Readelf::line).toList(), Readelf.segments(file));
    Tools.assertSameLines(lines(elf.dynamicSymbols()), Readelf.symbols(file, true));
    Tools.assertSameLines(lines(elf.symbols()), Readelf.symbols(file, false));
    assertThat(elf.buildId().orElse(null)).isEqualTo(Readelf.buildId(file));
    return elf;
  }

  private static List<String> lines(List<ElfSymbol> symbols) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      lines.add(Readelf.line(i, symbols.get(i)));
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("systemFiles")
  void findsEverySymbolByName(String file) {
    ElfFile elf = ElfFile.open(Path.of(file));
    List<ElfSymbol> symbols = new ArrayList<>(elf.dynamicSymbols());
    symbols.addAll(elf.symbols());
    int step = Math.max(1, symbols.size() / 500);
    for (int i = 0; i < symbols.size(); i += step) {
      ElfSymbol symbol = symbols.get(i);
      if (symbol.isDefined() && !symbol.name().isEmpty()) {
        assertThat(elf.findSymbols(symbol.name())).contains(symbol);
        assertThat(elf.findSymbols(symbol.versionedName())).contains(symbol);
        assertThat(elf.findSymbols(symbol.name() + "\0")).isEmpty();
      } else {
        assertThat(elf.findSymbols(symbol.name())).doesNotContain(symbol);
      }
    }
    assertThat(elf.findSymbol("surely_no_such_symbol")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("systemFiles")
  void findsSymbolsByAddress(String file) {
    ElfFile elf = ElfFile.open(Path.of(file));
    List<ElfSymbol> places = new ArrayList<>();
    for (List<ElfSymbol> table : List.of(elf.dynamicSymbols(), elf.symbols())) {
      for (ElfSymbol symbol : table) {
        if (symbol.section() > 0
            && !symbol.name().isEmpty()
            && symbol.type() != ElfSymbol.STT_SECTION
            && symbol.type() != ElfSymbol.STT_FILE
            && symbol.type() != ElfSymbol.STT_TLS) {
          places.add(symbol);
        }
      }
    }
    Random random = new Random(1);
    for (int i = 0; i < 100 && !places.isEmpty(); i++) {
      long address = places.get(random.nextInt(places.size())).value() + random.nextInt(256) - 64;
      Optional<ElfSymbol> found = elf.nearestSymbol(address);
      if (places.stream().anyMatch(symbol -> symbol.covers(address))) {
        assertThat(found.orElseThrow().covers(address)).isTrue();
      } else {
        assertThat(found.map(ElfSymbol::value))
            .isEqualTo(
                places.stream()
                    .map(ElfSymbol::value)
                    .filter(value -> Long.compareUnsigned(value, address) <= 0)
                    .max(Long::compareUnsigned));
      }
    }
  }

  @Test
  void readsVersionsAndOffsetsOfALibrary() throws IOException {
    Path source = folder.resolve("lib.s");
    Files.writeString(
        source,
        """
        .symver old_answer, answer@V1, remove
        .symver new_answer, answer@@V2, remove
        .text
        .globl old_answer, new_answer, plain, quiet
        .type old_answer, STT_FUNC
        old_answer: .byte 0xde, 0xad, 0xbe, 0x01
        .size old_answer, 4
        .type new_answer, STT_FUNC
        new_answer: .byte 0xde, 0xad, 0xbe, 0x02
        .size new_answer, 4
        .type plain, STT_FUNC
        plain: .byte 0xde, 0xad, 0xbe, 0x03
        .size plain, 4
        .weak quiet
        .type quiet, STT_GNU_IFUNC
        quiet: .byte 0xde, 0xad, 0xbe, 0x04
        .data
        .globl datum
        .type datum, STT_OBJECT
        datum: .quad 0x1122334455667788
        .size datum, 8
        .bss
        .globl nothing
        .type nothing, STT_OBJECT
        nothing: .skip 100000
        .size nothing, 100000
        """);
    Path script = folder.resolve("lib.map");
    Files.writeString(
        script, "V1 { answer; }; V2 { answer; plain; } V1; V3 { datum; nothing; quiet; };");
    Path library = folder.resolve("lib.so");
    gcc(
        "-shared",
        "-nostdlib",
        "-Wl,--version-script=" + script,
        "-Wl,--hash-style=gnu",
        "-Wl,--build-id=0x0123456789abcdef",
        "-o",
        library.toString(),
        source.toString());

    ElfFile elf = compare(library.toString());

    assertThat(elf.buildId()).contains("0123456789abcdef");
    assertThat(elf.findSymbols("answer").stream().map(ElfSymbol::versionedName))
        .contains("answer@V1", "answer@@V2");
    assertThat(codeAt(elf, "answer")).isEqualTo(0x02beadde);
    assertThat(codeAt(elf, "answer@V1")).isEqualTo(0x01beadde);
    assertThat(codeAt(elf, "answer@V2")).isEqualTo(0x02beadde);
    assertThat(codeAt(elf, "answer@@V2")).isEqualTo(0x02beadde);
    assertThat(codeAt(elf, "plain")).isEqualTo(0x03beadde);
    assertThat(elf.findSymbol("answer@@V1")).isEmpty();
    assertThat(elf.findSymbol("answer@V9")).isEmpty();
    assertThat(elf.findSymbol("quiet").orElseThrow().type()).isEqualTo(ElfSymbol.STT_GNU_IFUNC);
    long datum = elf.findSymbol("datum").orElseThrow().value();
    assertThat(elf.codeOffset(datum)).isEmpty();
    assertThat(elf.codeOffset(elf.findSymbol("plain").orElseThrow().value())).isPresent();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(library)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong((int) elf.fileOffset(datum).orElseThrow()))
        .isEqualTo(0x1122334455667788L);
    long nothing = elf.findSymbol("nothing").orElseThrow().value();
    assertThat(elf.fileOffset(nothing + 50_000)).isEmpty();
    assertThat(elf.fileOffset(-1)).isEmpty();

    // Without section headers, the dynamic segment leads to the same symbols.
    byte[] stripped = Files.readAllBytes(library);
    Arrays.fill(stripped, 40, 48, (byte) 0);
    Arrays.fill(stripped, 58, 64, (byte) 0);
    ElfFile blind = ElfFile.parse(ByteBuffer.wrap(stripped));
    assertThat(blind.sections()).isEmpty();
    assertThat(blind.dynamicSymbols()).isEqualTo(elf.dynamicSymbols()).isNotEmpty();
    assertThat(codeAt(blind, "answer@V1")).isEqualTo(0x01beadde);
    assertThat(blind.buildId()).contains("0123456789abcdef");
  }

  private static int codeAt(ElfFile elf, String name) {
    long offset = elf.codeOffset(elf.findSymbol(name).orElseThrow().value()).orElseThrow();
    ElfSegment segment =
        elf.segments().stream()
            .filter(s -> s.isExecutable() && s.type() == ElfSegment.PT_LOAD)
            .findFirst()
            .orElseThrow();
    return elf.bytes(segment).getInt((int) (offset - segment.offset()));
  }

  @Test
  void readsMoreSectionsThanSixteenBitsCount() throws IOException {
    StringBuilder assembly = new StringBuilder();
    for (int i = 0; i < 66_000; i++) {
      assembly
          .append(".section .s")
          .append(i)
          .append(",\"a\"\nlabel")
          .append(i)
          .append(": .byte 1\n");
    }
    Path source = folder.resolve("many.s");
    Files.writeString(source, assembly);
    Path object = folder.resolve("many.o");
    gcc("-c", "-o", object.toString(), source.toString());

    ElfFile elf = compare(object.toString());

    assertThat(elf.sections()).hasSizeGreaterThan(66_000);
    ElfSymbol last = elf.findSymbol("label65999").orElseThrow();
    assertThat(elf.sections().get(last.section()).name()).isEqualTo(".s65999");
  }

  @Test
  void readsBothClassesAndByteOrders() throws IOException {
    Path source = folder.resolve("four.c");
    Files.writeString(
        source, "int counter = 5; static int hidden; int f(int x) { return x + ++hidden; }\n");
    for (String target : new String[] {"x86_64", "i386", "s390x", "mips", "powerpc", "bpf"}) {
      Path object = folder.resolve(target + ".o");
      Tools.run(
          "clang",
          "-target",
          target,
          "-c",
          "-ffreestanding",
          "-o",
          object.toString(),
          source.toString());

      ElfFile elf = compare(object.toString());

      boolean isWide = List.of("x86_64", "s390x", "bpf").contains(target);
      boolean isBig = List.of("s390x", "mips", "powerpc").contains(target);
      assertThat(elf.header().is64Bit()).as(target).isEqualTo(isWide);
      assertThat(elf.header().byteOrder())
          .as(target)
          .isEqualTo(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      assertThat(elf.header().type()).isEqualTo(ElfHeader.ET_REL);
      ElfSymbol counter = elf.findSymbol("counter").orElseThrow();
      ByteBuffer data = elf.bytes(elf.sections().get(counter.section()));
      assertThat(data.getInt((int) counter.value())).isEqualTo(5);
    }
  }

  @Test
  void readsThirtyTwoBitLibraries() throws IOException {
    Tools.requireX86();
    Path source = folder.resolve("small.s");
    Files.writeString(
        source, ".globl f\n.type f,STT_FUNC\nf: .byte 1,2,3,4\n.size f,4\n.globl g\ng: .byte 9\n");
    Path library = folder.resolve("small.so");
    gcc("-m32", "-shared", "-nostdlib", "-o", library.toString(), source.toString());

    ElfFile elf = compare(library.toString());

    assertThat(elf.header().machine()).isEqualTo(ElfHeader.EM_386);
    assertThat(codeAt(elf, "f")).isEqualTo(0x04030201);
    assertThat(elf.nearestSymbol(elf.findSymbol("f").orElseThrow().value() + 3))
        .map(ElfSymbol::name)
        .contains("f");
  }

  @Test
  void mapsFilesLargerThanABuffer() throws IOException {
    // A sparse file: the headers of a real one at the start, its sections beyond 2 GiB.
    byte[] small = new byte[64 + 3 * 64];
    ByteBuffer elf = ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN);
    long far = (3L << 30) - 3;
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
    elf.putLong(40, 64).putShort(58, (short) 64).putShort(60, (short) 3).putShort(62, (short) 1);
    elf.putInt(64 + 64, 1).putInt(64 + 64 + 4, ElfSection.SHT_STRTAB);
    elf.putLong(64 + 64 + 24, far).putLong(64 + 64 + 32, 12);
    elf.putInt(64 + 128, 6).putInt(64 + 128 + 4, ElfSection.SHT_PROGBITS);
    elf.putLong(64 + 128 + 24, 1L << 30).putLong(64 + 128 + 32, 1L << 30);
    Path file = folder.resolve("far.elf");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(small), 0);
      channel.write(ByteBuffer.wrap("\0abcd\0data\0\0".getBytes(StandardCharsets.US_ASCII)), far);
    }
    ElfFile opened = ElfFile.open(file);
    assertThat(opened.section("abcd").map(ElfSection::size)).contains(12L);
    ElfSection data = opened.section("data").orElseThrow();
    assertThat(opened.bytes(data).remaining()).isEqualTo(1 << 30);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> ElfFile.open(folder.resolve("absent")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent");
    Path text = folder.resolve("text");
    Files.writeString(text, "");
    assertThatThrownBy(() -> ElfFile.open(text)).isInstanceOf(ElfFormatException.class);
    Files.writeString(text, "#!/bin/sh\necho this is a script, not a program: sixty-four bytes\n");
    assertThatThrownBy(() -> ElfFile.open(text))
        .isInstanceOf(ElfFormatException.class)
        .hasMessageContaining("not an ELF file");
    assertThatThrownBy(() -> ElfFile.open(folder)).isInstanceOf(UncheckedIOException.class);
  }

  private static void gcc(String... arguments) {
    Tools.run("gcc", arguments);
  }
}
