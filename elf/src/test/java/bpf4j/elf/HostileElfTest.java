package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Malformed files end in an {@link ElfFormatException}, soon and without much memory. */
@Timeout(240)
class HostileElfTest {
  @TempDir Path folder;

  @Test
  void mutationsOfALibrary() throws IOException {
    mutate(library("-g0"), Mutation.count(2000));
  }

  @Test
  void mutationsOfAThirtyTwoBitLibrary() throws IOException {
    Tools.requireX86();
    mutate(library("-m32"), Mutation.count(1000));
  }

  @Test
  void mutationsOfAProgram() throws IOException {
    mutate(Files.readAllBytes(Path.of("/bin/ls")), Mutation.count(200));
  }

  private byte[] library(String option) throws IOException {
    Path source = folder.resolve("lib.c");
    Files.writeString(
        source,
        """
        __asm__(".symver one, twice@V1"); __asm__(".symver two, twice@@V2");
        int one(void) { return 1; }
        int two(void) { return 2; }
        int data = 5;
        static int local(int x) { return x + data; }
        extern int elsewhere(int);
        int (*pointer)(int) = local;
        int plain(int x) { return elsewhere(local(x)); }
        """);
    Path script = folder.resolve("lib.map");
    Files.writeString(script, "V1 { twice; }; V2 { twice; plain; data; pointer; };");
    Path output = folder.resolve("lib.so");
    Tools.run(
        "gcc",
        option,
        "-O1",
        "-fPIC",
        "-shared",
        "-nostdlib",
        "-ffreestanding",
        "-Wl,--build-id",
        "-Wl,--version-script=" + script,
        "-Wl,--hash-style=both",
        "-o",
        output.toString(),
        source.toString());
    return Files.readAllBytes(output);
  }

  private static void mutate(byte[] good, int count) {
    assertThat(exercise(good)).isZero();
    ElfFile elf = ElfFile.parse(ByteBuffer.wrap(good));
    List<ElfSection> tables =
        elf.sections().stream()
            .filter(s -> s.size() > 0 && s.type() != ElfSection.SHT_NOBITS)
            .filter(s -> s.type() != ElfSection.SHT_PROGBITS)
            .toList();
    Random random = new Random(count);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = good.clone();
      switch (i % 5) {
        case 0 -> Mutation.apply(bytes, 0, 64, random);
        case 1 -> Mutation.apply(bytes, (int) elf.header().sectionTable(), bytes.length, random);
        case 2 -> {
          int start = (int) elf.header().segmentTable();
          Mutation.apply(
              bytes, start, start + elf.segments().size() * elf.header().segmentSize(), random);
        }
        case 3 -> {
          ElfSection table = tables.get(random.nextInt(tables.size()));
          int start = (int) table.offset();
          Mutation.apply(bytes, start, (int) (start + table.size()), random);
        }
        default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      if (i % 7 == 0 && bytes.length > 64) {
        // Without section headers, through the dynamic segment.
        boolean isWide = elf.header().is64Bit();
        Arrays.fill(bytes, isWide ? 40 : 32, isWide ? 48 : 36, (byte) 0);
      }
      byte[] mutant = bytes;
      refused += Mutation.bounded(() -> exercise(mutant)) > 0 ? 1 : 0;
    }
    assertThat(refused).isBetween(count / 10, count - 1);
  }

  /** Asks for all there is; returns how often that was refused. */
  private static int exercise(byte[] bytes) {
    ElfFile elf;
    try {
      elf = ElfFile.parse(ByteBuffer.wrap(bytes));
    } catch (ElfFormatException e) {
      return 1;
    }
    int refused = 0;
    refused += refused(() -> elf.sections().forEach(ElfSection::name));
    refused += refused(() -> elf.sections().forEach(elf::bytes));
    refused += refused(() -> elf.sections().forEach(elf::contents));
    refused += refused(() -> elf.segments().forEach(elf::bytes));
    refused += refused(() -> elf.section(".text"));
    refused += refused(() -> elf.dynamicSymbols().forEach(ElfSymbol::versionedName));
    refused += refused(() -> elf.symbols().forEach(ElfSymbol::versionedName));
    for (String name : List.of("twice", "twice@V1", "plain@@V2", "local", "absent", "", "@")) {
      for (int i = 0; i < 3; i++) {
        refused += refused(() -> elf.findSymbol(name));
      }
    }
    for (long address : new long[] {0, 0x1000, 0x1105, 0x4000, -1, Long.MAX_VALUE}) {
      refused += refused(() -> elf.nearestSymbol(address));
      refused += refused(() -> elf.codeOffset(address));
      refused += refused(() -> elf.fileOffset(address));
    }
    refused += refused(() -> elf.notes().forEach(ElfNote::descriptor));
    refused += refused(elf::buildId);
    return refused;
  }

  private static int refused(Runnable action) {
    try {
      action.run();
      return 0;
    } catch (ElfFormatException | ElfCompressionException e) {
      return 1;
    }
  }

  @Test
  void versionsThatGoRoundInCircles() throws IOException {
    byte[] bytes = library("-g0");
    ElfFile elf = ElfFile.parse(ByteBuffer.wrap(bytes.clone()));
    ElfSection versions = elf.section(".gnu.version_d").orElseThrow();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // The section's own size does not bound the chain: let it step through the file byte by byte.
    buffer.putInt((int) versions.offset() + 16, 1);
    Mutation.bounded(
        () -> {
          try {
            return ElfFile.parse(ByteBuffer.wrap(bytes)).dynamicSymbols().size();
          } catch (ElfFormatException e) {
            return 0;
          }
        });
  }

  @Test
  void manySectionsThatShareOneLongName() {
    int count = 20_000;
    int names = 1 << 20;
    ByteBuffer elf = ByteBuffer.allocate(64 + count * 64 + names).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
    elf.putLong(40, 64).putShort(58, (short) 64).putShort(60, (short) count);
    elf.putShort(62, (short) 1);
    for (int i = 0; i < count; i++) {
      elf.putInt(64 + i * 64, 1).putInt(64 + i * 64 + 4, 3);
      elf.putLong(64 + i * 64 + 24, 64 + count * 64).putLong(64 + i * 64 + 32, names);
    }
    for (int i = 1; i < names - 1; i++) {
      elf.put(64 + count * 64 + i, (byte) 'n');
    }
    assertThatThrownBy(() -> ElfFile.parse(elf).section("absent"))
        .isInstanceOf(ElfFormatException.class);
  }
}
