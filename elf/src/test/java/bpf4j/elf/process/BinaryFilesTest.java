package bpf4j.elf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.elf.ElfFile;
import bpf4j.elf.Mutation;
import bpf4j.elf.Tools;
import bpf4j.elf.internal.process.LinkerCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of the system, of this process, and of one that has another root directory. */
class BinaryFilesTest {
  private static final Path CACHE = Path.of("/etc/ld.so.cache");
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void readsTheCacheAsLdconfigDoes() throws IOException {
    List<String> expected =
        Pattern.compile("^\\s+(\\S+) \\(.*\\) => (\\S+)$", Pattern.MULTILINE)
            .matcher(Tools.run("ldconfig", "-p"))
            .results()
            .map(line -> line.group(1) + " " + line.group(2))
            .toList();
    assertThat(LinkerCache.entries(Files.readAllBytes(CACHE)))
        .map(entry -> entry.name() + " " + entry.path())
        .isEqualTo(expected);
  }

  @Test
  void findsLibrariesAndProgramsOfTheSystem() throws IOException {
    Path libc = BinaryFiles.find("c").orElseThrow();
    assertThat(ElfFile.open(libc).soname()).contains("libc.so.6");
    assertThat(BinaryFiles.find("libc.so.6")).contains(libc);
    assertThat(BinaryFiles.find("libc.so")).contains(libc);
    assertThat(BinaryFiles.find("libc.so.7")).isEmpty();
    assertThat(BinaryFiles.find("bash").orElseThrow().toRealPath())
        .isEqualTo(Path.of("/bin/bash").toRealPath());
    assertThat(BinaryFiles.find("/bin/bash")).contains(Path.of("/bin/bash"));
    assertThat(BinaryFiles.find("/no/such/file")).isEmpty();
    assertThat(BinaryFiles.find("surely-no-such-library")).isEmpty();
  }

  @Test
  void findsLibrariesOfThisProcess() throws IOException {
    Path jvm = BinaryFiles.find("jvm", SELF).orElseThrow();
    assertThat(
            Files.isSameFile(jvm, Path.of(System.getProperty("java.home"), "lib/server/libjvm.so")))
        .isTrue();
    assertThat(BinaryFiles.find("libjvm.so", SELF)).contains(jvm);
    Path libc = BinaryFiles.find("c", SELF).orElseThrow();
    assertThat(Files.isSameFile(libc, BinaryFiles.find("c").orElseThrow())).isTrue();
    assertThat(BinaryFiles.find("java", SELF)).isPresent();
    assertThatThrownBy(() -> BinaryFiles.find("c", Integer.MAX_VALUE))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void readsMappings() {
    List<ProcessMapping> mappings = ProcessMaps.of(SELF);
    assertThat(mappings).isSortedAccordingTo((a, b) -> Long.compareUnsigned(a.start(), b.start()));
    assertThat(mappings).anyMatch(m -> m.path().equals("[stack]") && !m.isFile());
    ProcessMapping jvm =
        mappings.stream()
            .filter(m -> m.isExecutable() && m.fileName().equals("libjvm.so"))
            .findFirst()
            .orElseThrow();
    assertThat(jvm.isFile()).isTrue();
    assertThat(jvm.contains(jvm.start())).isTrue();
    assertThat(jvm.contains(jvm.end())).isFalse();
    List<ProcessMapping> parsed =
        ProcessMaps.parse(
            """
            7f00-7f10 r-xp 00001000 fe:01 42                         /a b/c (deleted)
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]
            7f20-7f30 rw-p 00000000 00:00 0
            7f40-7f50 rw-p 0000
            garbage
            """);
    assertThat(parsed).hasSize(3);
    assertThat(parsed.get(0))
        .isEqualTo(new ProcessMapping(0x7f00, 0x7f10, true, 0x1000, "fe:01", 42, "/a b/c", true));
    assertThat(parsed.get(1).contains(-1)).isFalse();
    assertThat(parsed.get(1).contains(0xffffffffff600fffL)).isTrue();
    assertThat(parsed.get(2).path()).isEmpty();
  }

  private Path library(String name, String soname, Path where) throws IOException {
    Path source = folder.resolve(name + ".c");
    Files.writeString(source, "int " + name + "(void) { return 1; }\n");
    Tools.run(
        "gcc",
        "-shared",
        "-fPIC",
        "-nostdlib",
        "-Wl,-soname," + soname,
        "-o",
        where.toString(),
        source.toString());
    return where;
  }

  /** Starts a program and waits until it says that it is there. */
  private static Process start(List<String> command, String preload) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (!preload.isEmpty()) {
      builder.environment().put("LD_PRELOAD", preload);
    }
    Process process = builder.start();
    assertThat(process.getInputStream().read()).isEqualTo('!');
    return process;
  }

  @Test
  void findsAFileThatWasDeletedOrReplaced() throws Exception {
    Path file = library("gone", "libgone.so.2", folder.resolve("libgone-2.7.so"));
    byte[] contents = Files.readAllBytes(file);
    Process process = start(List.of("/bin/sh", "-c", "echo !; read x"), file.toString());
    try {
      assertThat(BinaryFiles.find("gone", process.pid()))
          .contains(Path.of("/proc/" + process.pid() + "/root" + file));
      Files.delete(file);
      for (String name : List.of("gone", "libgone.so.2", file.toString())) {
        Path found = BinaryFiles.find(name, process.pid()).orElseThrow();
        assertThat(found.toString()).contains("map_files");
        assertThat(Files.readAllBytes(found)).isEqualTo(contents);
      }
      library("fresh", "libgone.so.2", file);
      Path found = BinaryFiles.find("libgone.so.2", process.pid()).orElseThrow();
      assertThat(Files.readAllBytes(found)).isEqualTo(contents);
      assertThat(BinaryFiles.find("libgone.so.3", process.pid())).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void looksBelowTheRootDirectoryOfAProcess() throws Exception {
    Tools.requireX86();
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("usr/lib"));
    Files.createDirectories(root.resolve("opt"));
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
    Path inside = library("inner", "libinner.so.1", root.resolve("opt/libinner.so.1.5"));
    // Absolute, as seen from inside: followed from outside it leads nowhere.
    Files.createSymbolicLink(root.resolve("lib/libinner.so.1"), Path.of("/opt/libinner.so.1.5"));
    Files.createSymbolicLink(root.resolve("lib/libloop.so"), Path.of("libloop.so"));
    Files.createSymbolicLink(
        root.resolve("lib/libescape.so"), Path.of("../../../../../../../../opt/libinner.so.1.5"));
    Path source = folder.resolve("wait.s");
    Files.writeString(
        source,
        """
        .globl _start
        _start: mov $1,%eax; mov $1,%edi; lea mark(%rip),%rsi; mov $1,%edx; syscall
                mov $34,%eax; syscall
        mark: .ascii "!"
        """);
    Tools.run(
        "gcc", "-nostdlib", "-static", "-o", root.resolve("wait").toString(), source.toString());
    Tools.require(Files.isWritable(Path.of("/proc/sys/kernel/hostname")), "chroot takes root");

    Process process = start(List.of("/usr/sbin/chroot", root.toString(), "/wait"), "");
    try {
      long pid = process.pid();
      Path found = BinaryFiles.find("libinner.so.1", pid).orElseThrow();
      assertThat(found.toString()).startsWith("/proc/" + pid + "/root/");
      assertThat(Files.isSameFile(found, inside)).isTrue();
      assertThat(Files.isSameFile(BinaryFiles.find("inner", pid).orElseThrow(), inside)).isTrue();
      assertThat(
              Files.isSameFile(BinaryFiles.find("/lib/libinner.so.1", pid).orElseThrow(), inside))
          .isTrue();
      assertThat(BinaryFiles.find("loop", pid)).isEmpty();
      assertThat(Files.isSameFile(BinaryFiles.find("/lib/libescape.so", pid).orElseThrow(), inside))
          .isTrue();
      assertThat(BinaryFiles.find("/bin/bash", pid)).isEmpty();
      assertThat(BinaryFiles.find("wait", pid)).isPresent();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void malformedCaches() throws IOException {
    byte[] good = Files.readAllBytes(CACHE);
    Random random = new Random(3);
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < Mutation.count(500); i++) {
      byte[] bytes = good.clone();
      Mutation.apply(bytes, 0, random.nextBoolean() ? 64 : bytes.length, random);
      counts.add(Mutation.bounded(() -> LinkerCache.entries(bytes).size()));
    }
    assertThat(counts).contains(0).contains(LinkerCache.entries(good).size());
  }
}
