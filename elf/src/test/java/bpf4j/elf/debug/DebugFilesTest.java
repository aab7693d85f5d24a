package bpf4j.elf.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfImage;
import bpf4j.elf.ElfSection;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Tools;
import bpf4j.elf.code.CodeLocation;
import bpf4j.elf.code.CodeSymbols;
import bpf4j.elf.process.BinaryFiles;
import bpf4j.elf.process.ProcessMapping;
import bpf4j.elf.process.ProcessMaps;
import bpf4j.elf.symbolize.ProcessSymbols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program is stripped, and its symbols are found again in each place where they may be. */
class DebugFilesTest {
  private static final String FUNCTION = "not_exported";

  @TempDir Path root;

  private Path program;
  private Path debug;
  private CodeLocation place;

  @BeforeEach
  void strip() throws IOException {
    // The root directory that the files seem to be in, with a link on the way to the program.
    Path folder = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Path source = root.resolve("program.c");
    Files.writeString(
        source,
        """
        #include <unistd.h>
        __attribute__((noinline)) static int not_exported(int x) { __asm__(""); return x + 1; }
        int main(int n, char **a) {
          write(1, "x", 1);
          if (n > 1) pause();
          return not_exported(n) + (int) (long) a;
        }
        """);
    program = folder.resolve("program");
    debug = root.resolve("program.debug");
    String path = program.toString();
    Tools.run("gcc", "-g", "-O1", "-Wl,--build-id=0xabcdef0123", "-o", path, source.toString());
    place = CodeSymbols.of(ElfFile.open(program)).find(FUNCTION);
    Tools.run("objcopy", "--only-keep-debug", path, debug.toString());
    Tools.run("objcopy", "--strip-all", "--add-gnu-debuglink=" + debug, path);
  }

  @Test
  void looksWhereDebuggersDo() throws IOException {
    DebugFiles files = DebugFiles.below(root);
    Path seen = Path.of("/bin/program");
    ElfFile stripped = ElfFile.open(program);
    assertThat(stripped.symbols()).isEmpty();
    assertThat(DebugLink.of(stripped).orElseThrow())
        .isEqualTo(new DebugLink("program.debug", checksum(Files.readAllBytes(debug))));
    assertThat(files.find(stripped, seen)).isEmpty();
    assertThat(files.complete(stripped, seen)).isSameAs(stripped);

    // The last place first, so that each is preferred to those before it.
    for (String found :
        List.of(
            "usr/lib/debug/usr/bin/program.debug",
            "usr/bin/.debug/program.debug",
            "usr/bin/program.debug",
            "usr/lib/debug/bin/program.debug",
            "usr/lib/debug/.build-id/ab/cdef0123.debug")) {
      Path file = root.resolve(found);
      Files.createDirectories(file.getParent());
      Files.copy(debug, file);
      boolean isBefore = found.equals("usr/lib/debug/bin/program.debug");
      DebugFile result = files.find(stripped, seen).orElseThrow();
      // What is near the path as given comes before what is near the path with links followed.
      assertThat(result.path()).isEqualTo(isBefore ? root.resolve("usr/bin/program.debug") : file);
      assertThat(result.foundBy())
          .isEqualTo(
              found.contains(".build-id")
                  ? DebugFile.FoundBy.BUILD_ID
                  : DebugFile.FoundBy.DEBUG_LINK);
      ElfFile whole = files.complete(stripped, seen);
      assertThat(CodeSymbols.of(whole).find(FUNCTION)).isEqualTo(place);
      assertThat(whole.nearestSymbol(place.address()).map(ElfSymbol::name)).contains(FUNCTION);
      assertThat(whole.dynamicSymbols()).isEqualTo(stripped.dynamicSymbols());
      assertThat(whole.segments()).isEqualTo(stripped.segments());
      assertThat(files.complete(whole, seen)).isSameAs(whole);
    }
  }

  @Test
  void takesOnlyWhatBelongsToTheFile() throws IOException {
    DebugFiles files = DebugFiles.below(root);
    ElfFile stripped = ElfFile.open(program);
    Path near = program.resolveSibling("program.debug");
    byte[] bytes = Files.readAllBytes(debug);
    bytes[bytes.length - 1] ^= 1;
    Files.write(near, bytes);
    assertThat(files.find(stripped, Path.of("/usr/bin/program"))).isEmpty();
    Files.writeString(near, "no ELF file");
    assertThat(files.find(stripped, Path.of("/usr/bin/program"))).isEmpty();

    Path other = root.resolve("usr/lib/debug/.build-id/ab/cdef0123.debug");
    Files.createDirectories(other.getParent());
    Path source = root.resolve("other.c");
    Files.writeString(source, "int main(void) { return 0; }\n");
    Tools.run("gcc", "-Wl,--build-id=0xabcdef0124", "-o", other.toString(), source.toString());
    assertThat(files.find(stripped, Path.of("/usr/bin/program"))).isEmpty();
    Files.copy(debug, other, StandardCopyOption.REPLACE_EXISTING);
    assertThat(files.find(stripped, Path.of("/elsewhere/program"))).isPresent();
  }

  @Test
  void namesTheFunctionsOfAStrippedProcess() throws IOException, InterruptedException {
    Files.copy(debug, program.resolveSibling("program.debug"));
    assertThat(CodeSymbols.of(DebugFiles.open(program)).find(FUNCTION)).isEqualTo(place);
    Process process = new ProcessBuilder(program.toString(), "wait").start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('x');
      long pid = process.pid();
      ProcessMapping code =
          ProcessMaps.of(pid).stream()
              .filter(m -> m.isExecutable() && m.path().equals(program.toString()))
              .findFirst()
              .orElseThrow();
      long address = code.start() - code.offset() + place.fileOffset();
      assertThat(ProcessSymbols.of(pid).symbolize(address + 1))
          .hasToString(FUNCTION + "+0x1 (program)");
      Path seen = BinaryFiles.find(program.toString(), pid).orElseThrow();
      assertThat(seen).startsWithRaw(Path.of("/proc/" + pid));
      assertThat(CodeSymbols.of(DebugFiles.open(seen)).find(FUNCTION)).isEqualTo(place);
    } finally {
      process.destroyForcibly().waitFor();
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
    }
  }

  @Test
  void readsLinksOfBothByteOrdersAndRefusesMalformedOnes() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (String name : List.of("a", "abc", "abcd", "file.debug")) {
        ByteBuffer link = ByteBuffer.allocate((name.length() + 4 & -4) + 4).order(order);
        link.put(name.getBytes(StandardCharsets.US_ASCII));
        link.putInt(link.limit() - 4, 0x12345678);
        assertThat(DebugLink.of(withLink(order, link.array())))
            .contains(new DebugLink(name, 0x12345678));
        byte[] cut = Arrays.copyOf(link.array(), link.limit() - 1);
        assertThatThrownBy(() -> DebugLink.of(withLink(order, cut)))
            .isInstanceOf(ElfFormatException.class);
      }
    }
    for (String bad : List.of("", "../x", "..", "/etc/passwd", "x".repeat(300))) {
      ByteBuffer link = ByteBuffer.allocate((bad.length() + 4 & -4) + 4);
      link.put(bad.getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> DebugLink.of(withLink(ByteOrder.BIG_ENDIAN, link.array())))
          .isInstanceOf(ElfFormatException.class)
          .hasMessageContaining(".gnu_debuglink");
    }
    assertThat(DebugLink.of(ElfFile.open(debug))).isEmpty();
  }

  private static ElfFile withLink(ByteOrder order, byte[] link) {
    ElfImage image = new ElfImage(true, order, ElfHeader.EM_X86_64, 0x10000);
    image.section(".gnu_debuglink", ElfSection.SHT_PROGBITS, 0, link, 0);
    return ElfFile.parse(ByteBuffer.wrap(image.build()));
  }

  private static int checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
