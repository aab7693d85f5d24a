package bpf4j.elf.symbolize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Tools;
import bpf4j.elf.process.BinaryFiles;
import bpf4j.elf.process.ProcessMapping;
import bpf4j.elf.process.ProcessMaps;
import bpf4j.testkit.AllowsOpenFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of the running kernel, of this process, and of programs that say where they are. */
@Timeout(60)
class SymbolizerTest {
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void symbolsOfTheKernel() throws IOException {
    assertThat(KernelSymbols.load().find("schedule")).isNotEmpty();
    byte[] text = Files.readAllBytes(Path.of("/proc/kallsyms"));
    KernelSymbols kernel = KernelSymbols.parse(text);
    Tools.require(!kernel.isRestricted(), "the kernel hides its addresses");
    List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
    assertThat(kernel.size()).isEqualTo(lines.size());
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      String[] fields = lines.get(random.nextInt(lines.size())).split("[ \t]");
      long address = Long.parseUnsignedLong(fields[0], 16);
      String module = fields.length > 3 ? fields[3] : "[kernel]";
      assertThat(kernel.find(fields[2])).contains(new Frame(address, fields[2], 0, module));
      if (address < 0) {
        Frame found = kernel.symbolize(address);
        assertThat(found.offset()).isZero();
        assertThat(kernel.find(found.name())).map(Frame::address).contains(address);
      }
    }
    Frame schedule = kernel.find("schedule").get(0);
    assertThat(kernel.symbolize(schedule.address() + 5)).hasToString("schedule+0x5 ([kernel])");
    assertThat(kernel.symbolize(0x1000).isKnown()).isFalse();
    assertThat(kernel.find("surely_no_such_function")).isEmpty();
  }

  @Test
  void symbolsOfAKernelWithModules() {
    KernelSymbols kernel =
        KernelSymbols.parse(
            """
            ffffffff81000000 T _text
            ffffffff81000010 t twin
            ffffffffc0000000 t twin\t[ext4]
            ffffffffc0000100 t ext4_read\t[ext4]
            ffffffffc0001000 t prog_1\t[bpf]
            not a line
            fff
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(kernel.size()).isEqualTo(5);
    assertThat(kernel.symbolize(0xffffffffc0000104L)).hasToString("ext4_read+0x4 ([ext4])");
    assertThat(kernel.symbolize(0xffffffff81000000L)).hasToString("_text ([kernel])");
    assertThat(kernel.symbolize(0xffffffff80ffffffL).isKnown()).isFalse();
    assertThat(kernel.find("twin")).map(Frame::module).containsExactly("[kernel]", "[ext4]");
    KernelSymbols hidden =
        KernelSymbols.parse("0000000000000000 T _text\n".getBytes(StandardCharsets.UTF_8));
    assertThat(hidden.isRestricted()).isTrue();
    assertThat(hidden.symbolize(-1).isKnown()).isFalse();
  }

  @Test
  void functionsOfThisProcess() {
    ProcessSymbols self = ProcessSymbols.of(SELF);
    Path libc = BinaryFiles.find("c", SELF).orElseThrow();
    ElfFile file = ElfFile.open(libc);
    Random random = new Random(2);
    List<ElfSymbol> functions =
        file.dynamicSymbols().stream().filter(s -> s.isDefined() && s.isFunction()).toList();
    List<ProcessMapping> maps = ProcessMaps.of(SELF);
    for (int i = 0; i < 100; i++) {
      ElfSymbol function = functions.get(random.nextInt(functions.size()));
      long offset = file.codeOffset(function.value()).orElseThrow();
      ProcessMapping code =
          maps.stream()
              .filter(m -> m.isExecutable() && m.fileName().equals(libc.getFileName().toString()))
              .findFirst()
              .orElseThrow();
      Frame found = self.symbolize(code.start() + offset - code.offset());
      assertThat(found.offset()).isZero();
      assertThat(found.module()).isEqualTo(code.fileName());
      assertThat(file.findSymbol(found.name()).orElseThrow().value()).isEqualTo(function.value());
    }
    assertThat(self.symbolize(0x10).isKnown()).isFalse();
    assertThat(self.symbolize(-1).isKnown()).isFalse();
    assertThatThrownBy(() -> ProcessSymbols.of(Integer.MAX_VALUE))
        .isInstanceOf(UncheckedIOException.class);
  }

  private Process start(String name, String code, String... options) throws IOException {
    Path source = folder.resolve(name + ".cc");
    Files.writeString(source, code);
    Path program = folder.resolve(name);
    String[] command = new String[options.length + 3];
    System.arraycopy(options, 0, command, 0, options.length);
    command[options.length] = "-o";
    command[options.length + 1] = program.toString();
    command[options.length + 2] = source.toString();
    Tools.run("g++", command);
    return new ProcessBuilder(program.toString(), folder.toString()).start();
  }

  @Test
  void functionsOfAProgramThatLoadsLibrariesAndBecomesAnother() throws Exception {
    Path source = folder.resolve("late.cc");
    Files.writeString(source, "namespace late { int come(int x) { return x + 1; } }\n");
    Tools.run(
        "g++", "-shared", "-fPIC", "-o", folder.resolve("late.so").toString(), source.toString());
    Process process =
        start(
            "program",
            """
            #include <dlfcn.h>
            #include <stdio.h>
            #include <string>
            #include <unistd.h>
            #include <sys/auxv.h>
            namespace shop { template <class T> struct Till { static int sell(T x) { return x; } }; }
            int main(int n, char **a) {
              setvbuf(stdout, 0, _IONBF, 0);
              printf("%lx %lx\\n", (long) &shop::Till<int>::sell, (long) getauxval(AT_SYSINFO_EHDR));
              getchar();
              void *late = dlopen((std::string(a[1]) + "/late.so").c_str(), RTLD_NOW);
              printf("%lx\\n", (long) dlsym(late, "_ZN4late4comeEi"));
              getchar();
              execl("/bin/cat", "cat", (char *) 0);
            }
            """,
            "-no-pie",
            "-ldl");
    try (BufferedReader lines = process.inputReader()) {
      String[] first = lines.readLine().split(" ");
      long sell = Long.parseLong(first[0], 16);
      ProcessSymbols symbols = ProcessSymbols.of(process.pid());
      assertThat(symbols.symbolize(sell + 2))
          .isEqualTo(new Frame(sell + 2, "shop::Till<int>::sell(int)", 2, "program"));
      List<Frame> stack = symbols.stack(new long[] {sell, sell + 1, 0, 5});
      assertThat(stack).map(Frame::offset).containsExactly(0L, 0L);
      assertThat(vdsoNames(symbols, Long.parseUnsignedLong(first[1], 16)))
          .anyMatch(name -> name.contains("clock_gettime"));

      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      long come = Long.parseLong(lines.readLine(), 16);
      Thread.sleep(10);
      assertThat(symbols.symbolize(come)).hasToString("late::come(int) (late.so)");

      process.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      Path name = Path.of("/proc/" + process.pid() + "/comm");
      for (int i = 0; i < 500 && !Files.readString(name).equals("cat\n"); i++) {
        Thread.sleep(10);
      }
      Thread.sleep(150);
      Frame gone = symbols.symbolize(sell + 2);
      assertThat(gone.module()).isNotEqualTo("program");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<String> vdsoNames(ProcessSymbols symbols, long start) {
    return LongStream.range(start, start + 0x2000)
        .mapToObj(symbols::symbolize)
        .filter(Frame::isKnown)
        .map(Frame::name)
        .distinct()
        .toList();
  }

  @Test
  void codeOfJitCompilers() throws Exception {
    Process process = new ProcessBuilder("/bin/sleep", "60").start();
    Path map = Path.of("/tmp/perf-" + process.pid() + ".map");
    try {
      Files.writeString(map, "7f0000001000 40 first\n7f0000001020 10 inner\nbroken\n10 zz bad\n");
      ProcessSymbols symbols = ProcessSymbols.of(process.pid());
      assertThat(symbols.symbolize(0x7f0000001008L)).hasToString("first+0x8 ([jit])");
      assertThat(symbols.symbolize(0x7f0000001024L)).hasToString("inner+0x4 ([jit])");
      assertThat(symbols.symbolize(0x7f0000001030L)).hasToString("first+0x30 ([jit])");
      assertThat(symbols.symbolize(0x7f0000001040L).isKnown()).isFalse();
      Files.writeString(map, "7f0000001000 40 first\n7f0000001000 20 void Again.run(int)\n");
      symbols.refresh();
      assertThat(symbols.symbolize(0x7f0000001008L)).hasToString("void Again.run(int)+0x8 ([jit])");
      assertThat(symbols.symbolize(0x7f0000001028L)).hasToString("first+0x28 ([jit])");
      assertThat(symbols.listJavaCode()).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(map);
    }
  }

  @Test
  @AllowsOpenFiles("the JVM keeps the socket open at which jcmd talks to it")
  void javaCodeOfThisProcess() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Tools.require(Files.isExecutable(jcmd), "this Java has no jcmd");
    long sum = 0;
    for (int i = 0; i < 3_000_000; i++) {
      sum += spin(i);
    }
    assertThat(sum).isNotZero();
    Path map = Path.of("/tmp/perf-" + SELF + ".map");
    try {
      ProcessSymbols self = ProcessSymbols.of(SELF);
      assertThat(self.listJavaCode()).isTrue();
      String line =
          Files.readAllLines(map).stream()
              .filter(text -> text.contains("SymbolizerTest.spin"))
              .findFirst()
              .orElseThrow();
      long address = Long.decode((line.startsWith("0x") ? "" : "0x") + line.split(" ")[0]);
      Frame found = self.symbolize(address + 1);
      assertThat(found.name()).contains("SymbolizerTest.spin");
      assertThat(found.module()).isEqualTo("[jit]");
    } finally {
      Files.deleteIfExists(map);
    }
  }

  private static long spin(int i) {
    long value = i;
    for (int k = 0; k < 5; k++) {
      value = value * 31 + k;
    }
    return value;
  }
}
