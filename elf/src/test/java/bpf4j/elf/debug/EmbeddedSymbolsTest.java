package bpf4j.elf.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.elf.ElfCompressionException;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfImage;
import bpf4j.elf.ElfSection;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Mutation;
import bpf4j.elf.Tools;
import bpf4j.elf.code.CodeLocation;
import bpf4j.elf.code.CodeSymbols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols that are compressed by xz in the file itself, made as distributions make them. */
class EmbeddedSymbolsTest {
  private static final long MOST_BYTES = 64L << 20;

  @TempDir Path folder;

  @Test
  void readsTheSymbolsThatAreNotExported() throws IOException {
    Path source = folder.resolve("program.c");
    Files.writeString(
        source,
        """
        __attribute__((noinline)) static int hidden(int x) { __asm__(""); return x + 1; }
        int shown(int x) { return hidden(x) + 2; }
        """);
    Path library = folder.resolve("library.so");
    Path debug = folder.resolve("library.debug");
    Path kept = folder.resolve("kept");
    Tools.run("gcc", "-g", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    CodeSymbols whole = CodeSymbols.of(ElfFile.open(library));
    CodeLocation hidden = whole.find("hidden");
    CodeLocation shown = whole.find("shown");
    Tools.run("objcopy", "--only-keep-debug", library.toString(), debug.toString());
    Files.writeString(kept, "hidden\n");
    Tools.run("objcopy", "-S", "--keep-symbols=" + kept, debug.toString(), folder + "/symbols");
    Tools.run("xz", folder + "/symbols");
    Path stripped = folder.resolve("stripped.so");
    Tools.run("objcopy", "-S", library.toString(), stripped.toString());
    CodeSymbols exported = CodeSymbols.of(DebugFiles.open(stripped));
    assertThatThrownBy(() -> exported.find("hidden")).hasMessageContaining("no .symtab");
    assertThat(DebugFiles.embedded(ElfFile.open(stripped))).isEmpty();
    Path mini = folder.resolve("mini.so");
    String section = ".gnu_debugdata=" + folder + "/symbols.xz";
    Tools.run("objcopy", "--add-section", section, stripped.toString(), mini.toString());

    ElfFile embedded = DebugFiles.embedded(ElfFile.open(mini)).orElseThrow();
    assertThat(embedded.symbols()).map(ElfSymbol::name).contains("hidden").doesNotContain("shown");
    CodeSymbols found = CodeSymbols.of(DebugFiles.open(mini));
    assertThat(found.find("hidden")).isEqualTo(hidden);
    assertThat(found.find("shown")).isEqualTo(shown);
  }

  @Test
  void refusesWhatWouldTakeTooMuchMemory() throws IOException {
    Path zeroes = folder.resolve("zeroes");
    Files.write(zeroes, new byte[(40 << 20) + 1]);
    Tools.run("xz", "-k", "-0", zeroes.toString());
    byte[] bomb = Files.readAllBytes(folder.resolve("zeroes.xz"));
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThatThrownBy(() -> Mutation.bounded(1 << 20, () -> read(bomb)))
        .isInstanceOf(ElfCompressionException.class)
        .hasMessageContaining("more than the 41943040 that are supported");
    Files.write(zeroes, new byte[40 << 20]);
    Tools.run("xz", "-kf", "-7", zeroes.toString());
    byte[] largest = Files.readAllBytes(folder.resolve("zeroes.xz"));
    assertThatThrownBy(() -> Mutation.bounded(MOST_BYTES, () -> read(largest)))
        .isInstanceOf(ElfFormatException.class)
        .hasMessageContaining("not an ELF file");
    Files.write(zeroes, new byte[1]);
    Tools.run("xz", "-kf", "-9", zeroes.toString());
    byte[] wide = Files.readAllBytes(folder.resolve("zeroes.xz"));
    assertThatThrownBy(() -> Mutation.bounded(1 << 20, () -> read(wide)))
        .isInstanceOf(ElfCompressionException.class)
        .hasMessageContaining("KiB to be decompressed");
  }

  @Test
  void mutationsOfCompressedSymbols() throws IOException {
    ElfImage image = image();
    for (int i = 0; i < 50; i++) {
      image.symbol("function" + i, ElfSymbol.STT_FUNC, 0x10000 + 16 * i, 16);
    }
    Path file = folder.resolve("symbols");
    Files.write(file, image.build());
    // A small dictionary and no checksum of the contents, so that more gets through.
    Tools.run("xz", "--check=none", "--lzma2=dict=64KiB", file.toString());
    byte[] good = Files.readAllBytes(folder.resolve("symbols.xz"));
    assertThat(read(good)).isEqualTo(51);
    Random random = new Random(7);
    int count = Mutation.count(1000);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = good.clone();
      Mutation.apply(mutant, 12, mutant.length - 12, random);
      refused +=
          Mutation.bounded(
              () -> {
                try {
                  return read(mutant) < 0 ? 1 : 0;
                } catch (ElfFormatException | ElfCompressionException e) {
                  return 1;
                }
              });
    }
    assertThat(refused).isBetween(count / 2, count);
  }

  private static int read(byte[] compressed) {
    byte[] file =
        image().section(".gnu_debugdata", ElfSection.SHT_PROGBITS, 0, compressed, 0).build();
    ElfFile embedded = DebugFiles.embedded(ElfFile.parse(ByteBuffer.wrap(file))).orElseThrow();
    embedded.symbols().forEach(ElfSymbol::versionedName);
    return embedded.symbols().size();
  }

  private static ElfImage image() {
    return new ElfImage(true, ByteOrder.LITTLE_ENDIAN, ElfHeader.EM_X86_64, 0x10000);
  }
}
