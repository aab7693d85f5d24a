package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections that linkers and objcopy have compressed, against what objcopy decompresses. */
class CompressedSectionTest {
  private static final int ZLIB = 1;
  private static final int ZSTD = 2;
  private static final byte[] TEXT =
      "to be or not to be, ".repeat(100).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void decompressesDebugSections() throws IOException {
    Path source = folder.resolve("program.c");
    Files.writeString(source, "#include <stdio.h>\nint main(void) { return puts(\"x\"); }\n");
    Path plain = folder.resolve("plain");
    Path small = folder.resolve("small");
    Tools.run("gcc", "-g3", "-gz=none", "-o", plain.toString(), source.toString());
    Tools.run("objcopy", "--compress-debug-sections=zlib-gabi", plain.toString(), small.toString());

    ElfFile expected = ElfFile.open(plain);
    ElfFile compressed = ElfFile.open(small);
    int count = 0;
    for (ElfSection section : compressed.sections()) {
      if ((section.flags() & ElfSection.SHF_COMPRESSED) != 0) {
        ByteBuffer contents = compressed.contents(section);
        assertThat(contents.isReadOnly()).isTrue();
        assertThat(contents)
            .as(section.name())
            .isEqualTo(expected.bytes(expected.section(section.name()).orElseThrow()));
        assertThat(compressed.bytes(section).remaining()).isLessThan(contents.remaining());
        count++;
      } else {
        assertThat(compressed.contents(section)).isEqualTo(compressed.bytes(section));
      }
    }
    assertThat(count).isGreaterThan(2);
  }

  @Test
  void readsCompressedSymbolsOfBothClassesAndByteOrders() {
    for (ElfImage image : images()) {
      image.symbol("first", ElfSymbol.STT_FUNC, 0x10010, 8);
      image.symbol("second", ElfSymbol.STT_FUNC, 0x10020, 8);
      ElfFile plain = ElfFile.parse(ByteBuffer.wrap(image.build()));
      ElfFile compressed = ElfFile.parse(ByteBuffer.wrap(image.compressed().build()));
      assertThat(compressed.section(".strtab").orElseThrow().flags())
          .isEqualTo(ElfSection.SHF_COMPRESSED);
      assertThat(compressed.symbols()).isEqualTo(plain.symbols()).hasSize(3);
      assertThat(compressed.findSymbol("second").orElseThrow().value()).isEqualTo(0x10020);
      assertThat(compressed.nearestSymbol(0x10013).orElseThrow().name()).isEqualTo("first");
    }
  }

  @Test
  void refusesOtherMethodsAndSizesThatAreNotTrue() {
    for (ElfImage image : images()) {
      assertThat(contents(image, image.compress(ZLIB, TEXT.length, TEXT)))
          .isEqualTo(ByteBuffer.wrap(TEXT));
      assertThat(contents(image, image.compress(ZLIB, 0, new byte[0])).remaining()).isZero();
      assertThatThrownBy(() -> contents(image, image.compress(ZSTD, TEXT.length, TEXT)))
          .isInstanceOf(ElfCompressionException.class)
          .hasMessageContaining("contents is compressed by zstd");
      assertThatThrownBy(() -> contents(image, image.compress(77, TEXT.length, TEXT)))
          .isInstanceOf(ElfCompressionException.class)
          .hasMessageContaining("method 77");
      for (long size : new long[] {0, 1, TEXT.length - 1, TEXT.length + 1, 1 << 20, -1}) {
        byte[] untrue = image.compress(ZLIB, size, TEXT);
        Mutation.bounded(
            4 << 20,
            () -> {
              assertThatThrownBy(() -> contents(image, untrue))
                  .isInstanceOf(ElfFormatException.class);
              return 0;
            });
      }
      byte[] cut = Arrays.copyOf(image.compress(ZLIB, TEXT.length, TEXT), 40);
      assertThatThrownBy(() -> contents(image, cut)).isInstanceOf(ElfFormatException.class);
      assertThatThrownBy(() -> contents(image, new byte[5]))
          .isInstanceOf(ElfFormatException.class)
          .hasMessageContaining("header");
    }
  }

  @Test
  void refusesContentsThatAreTooLarge() {
    ElfImage image = images().get(0);
    byte[] large = Arrays.copyOf(image.compress(ZLIB, 257 << 20, TEXT), 1 << 20);
    assertThatThrownBy(() -> Mutation.bounded(8 << 20, () -> contents(image, large).limit()))
        .isInstanceOf(ElfCompressionException.class)
        .hasMessageContaining("more than the 268435456");
  }

  @Test
  void mutationsOfCompressedContents() {
    ElfImage image = images().get(0);
    byte[] good = image.compress(ZLIB, TEXT.length, TEXT);
    Random random = new Random(9);
    int count = Mutation.count(1000);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = good.clone();
      Mutation.apply(mutant, random);
      refused +=
          Mutation.bounded(
              () -> {
                try {
                  return contents(mutant).limit() < 0 ? 1 : 0;
                } catch (ElfFormatException | ElfCompressionException e) {
                  return 1;
                }
              });
    }
    assertThat(refused).isBetween(count / 2, count - 1);
  }

  private static List<ElfImage> images() {
    return List.of(
        new ElfImage(true, ByteOrder.LITTLE_ENDIAN, ElfHeader.EM_X86_64, 0x10000),
        new ElfImage(true, ByteOrder.BIG_ENDIAN, ElfHeader.EM_AARCH64, 0x10000),
        new ElfImage(false, ByteOrder.LITTLE_ENDIAN, ElfHeader.EM_386, 0x10000),
        new ElfImage(false, ByteOrder.BIG_ENDIAN, ElfHeader.EM_386, 0x10000));
  }

  /** Reads a section as one of 64 bits and the lower byte first would be. */
  private static ByteBuffer contents(byte[] section) {
    return contents(images().get(0), section);
  }

  private static ByteBuffer contents(ElfImage image, byte[] section) {
    ElfFile file =
        ElfFile.parse(
            ByteBuffer.wrap(
                image.section("contents", ElfSection.SHT_PROGBITS, 0x800, section, 0).build()));
    // The last of this name: the image keeps those that were added before.
    List<ElfSection> all =
        file.sections().stream().filter(found -> found.name().equals("contents")).toList();
    return file.contents(all.get(all.size() - 1));
  }
}
