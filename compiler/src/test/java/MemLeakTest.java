import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.elf.symbolize.KernelSymbols;
import bpf4j.elf.symbolize.ProcessSymbols;
import bpf4j.elf.symbolize.Symbolizer;
import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that finds leaks, on programs that leak as they are told. */
class MemLeakTest {
  private static final String LEAKER =
      """
      #pragma GCC optimize("no-omit-frame-pointer")
      #include <malloc.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      __attribute__((noinline, noclone)) void *leak(size_t size) {
        void *block = malloc(size);
        memset(block, 1, size);
        return block;
      }
      __attribute__((noinline, noclone)) void *leak_others(size_t size) {
        void *volatile block = calloc(3, size);
        block = realloc(malloc(10), size);
        block = realloc(NULL, size + 1);
        block = aligned_alloc(64, size);
        block = memalign(64, size);
        void *put = NULL;
        if (posix_memalign(&put, 64, size)) abort();
        return put;
      }
      __attribute__((noinline, noclone)) void *keep_nothing(size_t size) {
        free(calloc(1, size));
        free(realloc(malloc(size), 2 * size));
        void *volatile huge = malloc((size_t) -1 >> 1);
        return huge;
      }
      int main(void) {
        char line[100];
        setvbuf(stdout, NULL, _IOLBF, 0);
        while (fgets(line, sizeof line, stdin)) {
          void *volatile block = NULL;
          if (line[0] == 'l') block = leak(1000);
          if (line[0] == 'o') block = leak_others(2048);
          if (line[0] == 'n') block = keep_nothing(1000);
          printf("%c\\n", line[0]);
        }
        return 0;
      }
      """;

  @TempDir static Path folder;
  private static Path leaker;

  @BeforeAll
  static void compile() throws Exception {
    leaker = NativeProgram.compile(folder, "leaker.c", LEAKER);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  /** Runs a leaker until it has said all, and returns the report. */
  private static String report(String commands, String... options) throws Exception {
    try (NativeProgram target = NativeProgram.start(leaker)) {
      List<String> all = new ArrayList<>(List.of("-p", String.valueOf(target.pid()), "-o", "0"));
      all.addAll(List.of(options));
      Symbolizer symbols = ProcessSymbols.of(target.pid());
      // The buffers of its standard streams are not what is looked for.
      target.ask("x");
      try (MemLeak.Watch watch =
          new MemLeak.Watch(MemLeak.Options.parse(all.toArray(new String[0])))) {
        watch.attach();
        for (String command : commands.split("")) {
          target.ask(command);
        }
        assertThat(watch.probes()).flatMap(AttachedProgram::failures).isEmpty();
        return watch.report(symbols);
      }
    }
  }

  @Test
  void whatIsNotFreedIsReportedByStack() throws Exception {
    assertThat(report("lnlnl"))
        .startsWith("  3000 bytes in 3 allocations from stack\n    leak+0x")
        .contains(" (leaker)\n    main+0x")
        .doesNotContain("keep_nothing", "address");
  }

  @Test
  void allFunctionsThatAllocateAreKnown() throws Exception {
    assertThat(report("o", "-a").lines().filter(line -> line.contains("address")))
        .map(line -> line.replaceAll(".*size = ", ""))
        .containsExactlyInAnyOrder("6144", "2048", "2049", "2048", "2048", "2048");
  }

  @Test
  void sizesAndSamplesAreChosen() throws Exception {
    assertThat(report("oll", "-z", "2049", "-Z", "2049"))
        .startsWith("  2049 bytes in 1 allocations from stack\n    leak_others+0x")
        .doesNotContain("leak+");
    assertThat(report("llllllllll", "-s", "5")).startsWith("  2000 bytes in 2 allocations");
    assertThat(report("llo", "-T", "1").lines().filter(line -> line.contains("stack"))).hasSize(1);
    assertThat(report("ll", "-o", "60000")).isEmpty();
    assertThat(MemLeak.Options.parse("-p", "1", "-q")).isNull();
    assertThat(MemLeak.Options.parse("-T", "0")).isNull();
  }

  @Test
  void controlCPrintsAndDetaches() throws Exception {
    try (NativeProgram target = NativeProgram.start(leaker);
        ExampleProcess example =
            ExampleProcess.start(
                MemLeak.class, folder, "-p", String.valueOf(target.pid()), "-t", "-o", "0")) {
      example.awaitErrors(said -> said.contains("watching"));
      target.ask("l");
      target.ask("n");
      assertThat(example.interrupt())
          .contains(" 1000 bytes allocated at 0x", " 2000 bytes allocated at 0x", " freed at 0x")
          .contains("Top 10 stacks with outstanding allocations:\n", "    leak+0x");
      assertThat(target.ask("l")).isEqualTo("l");
    }
  }

  /** A JVM that leaks memory outside of its heap. */
  static final class Leak {
    private static final List<ByteBuffer> KEPT = new ArrayList<>();

    private Leak() {}

    public static void main(String[] args) throws IOException {
      while (System.in.read() == 'l') {
        KEPT.add(ByteBuffer.allocateDirect(1_234_567));
        System.out.println(KEPT.size());
      }
    }
  }

  @Test
  void memoryOfJvmsIsWatched() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Leak.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader answers = jvm.inputReader();
        Writer commands = jvm.outputWriter(StandardCharsets.UTF_8)) {
      commands.write('l');
      commands.flush();
      assertThat(answers.readLine()).isEqualTo("1");
      MemLeak.Options options =
          MemLeak.Options.parse(
              "-p", String.valueOf(jvm.pid()), "-o", "0", "-z", "1234567", "-Z", "1300000");
      try (MemLeak.Watch watch = new MemLeak.Watch(options)) {
        watch.attach();
        commands.write("lll");
        commands.flush();
        for (String count : List.of("2", "3", "4")) {
          assertThat(answers.readLine()).isEqualTo(count);
        }
        assertThat(watch.report(ProcessSymbols.of(jvm.pid())))
            .contains(" bytes in 3 allocations from stack\n", "libjvm.so");
      }
    } finally {
      jvm.destroyForcibly().onExit().join();
    }
  }

  @Test
  void memoryOfTheKernelIsWatched() throws Exception {
    MemLeak.Options options = MemLeak.Options.parse("-o", "0", "-T", "100000");
    try (MemLeak.Watch watch = new MemLeak.Watch(options)) {
      watch.attach();
      try (NativeProgram target = NativeProgram.start(leaker)) {
        target.ask("x");
        assertThat(watch.report(KernelSymbols.load()))
            .containsPattern("    (alloc_pipe_info|copy_process|dup_task_struct|vm_area_[a-z]+)");
      }
    }
  }
}
