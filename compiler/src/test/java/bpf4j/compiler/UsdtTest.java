package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.UsdtContext;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs at statically defined probes see the arguments, wherever they are. */
class UsdtTest {
  /** As sys/sdt.h makes probes, but with the place of each argument chosen by hand. */
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <string.h>
      #define PROBE(name, args, semaphore, ...) \\
        asm volatile("990: nop\\n" \\
          ".pushsection .note.stapsdt,\\"\\",\\"note\\"\\n" \\
          ".balign 4\\n.4byte 992f-991f,994f-993f,3\\n991: .asciz \\"stapsdt\\"\\n992: .balign 4\\n" \\
          "993: .8byte 990b\\n.8byte _.stapsdt.base\\n.8byte " semaphore "\\n" \\
          ".asciz \\"demo\\"\\n.asciz \\"" name "\\"\\n.asciz \\"" args "\\"\\n994: .balign 4\\n.popsection\\n" \\
          ".ifndef _.stapsdt.base\\n" \\
          ".pushsection .stapsdt.base,\\"aG\\",\\"progbits\\",.stapsdt.base,comdat\\n" \\
          ".weak _.stapsdt.base\\n.hidden _.stapsdt.base\\n_.stapsdt.base: .space 1\\n" \\
          ".size _.stapsdt.base, 1\\n.popsection\\n.endif\\n" :: __VA_ARGS__ : "memory")
      __attribute__((section(".probes"))) volatile unsigned short demo_guarded_semaphore;
      static short table[4] = {10, -20, 30, -40};
      static volatile int global = -77;
      int main(void) {
        char line[100];
        setvbuf(stdout, NULL, _IOLBF, 0);
        while (fgets(line, sizeof line, stdin)) {
          line[strcspn(line, "\\n")] = 0;
          PROBE("forms", "-4@%%esi 8@%%rdi 1@%%al -1@%%ah -8@$-5 -2@(%%rdx,%%rcx,2) -2@4(%%rdx)",
                "0", "S"(-3), "D"(line), "a"(0x1ff22), "d"(table), "c"(1L));
          PROBE("twice", "-4@%%esi", "0", "S"(5));
          PROBE("twice", "-4@%%edi", "0", "D"(7));
          if (demo_guarded_semaphore) {
            PROBE("guarded", "", "demo_guarded_semaphore", "i"(0));
          }
          printf("%d %d\\n", (int) demo_guarded_semaphore, global);
        }
        return 0;
      }
      """;

  @TempDir static Path folder;
  private static Path program;

  @BeforeAll
  static void compile() throws Exception {
    Requirements.machine(
        System.getProperty("os.arch").equals("amd64"), "the probes are written for x86-64");
    program = NativeProgram.compile(folder, "probed.c", SOURCE);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
    Requirements.kernel(
        Files.exists(Path.of("/sys/bus/event_source/devices/uprobe")), "needs CONFIG_UPROBES");
  }

  @Test
  void argumentsOfAllFormsAreRead() throws Exception {
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 7);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Usdt.attach(
                program.toString(),
                "demo",
                "forms",
                args -> {
                  seen.put(0, args.get(0));
                  seen.put(1, UserMemory.string(args.get(1), 32).equals("some text") ? 1L : 0L);
                  seen.put(2, args.get(2));
                  seen.put(3, args.get(3));
                  seen.put(4, args.get(4));
                  seen.put(5, args.get(5));
                  seen.put(6, args.get(6));
                })) {
      assertThat(target.ask("some text")).isEqualTo("0 -77");
      assertThat(probe.failures()).isEmpty();
      long[] values = new long[7];
      for (int i = 0; i < values.length; i++) {
        values[i] = seen.get(i);
      }
      assertThat(values).containsExactly(-3, 1, 0x22, -1, -5, -20, 30);
      assertThat(probe.toString()).startsWith("USDT " + program + " demo:forms at offset 0x");
    }
  }

  @Test
  void oneProbeMayBeAtPlacesWithOtherRegisters() throws Exception {
    try (BpfArray<Long> sum = BpfMaps.array(Long.class, 8);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Usdt.attach(
                target.pid(), program.toString(), "", "twice", a -> sum.add((int) a.get(0), 1))) {
      target.ask("");
      target.ask("");
      assertThat(sum.get(5)).isEqualTo(2);
      assertThat(sum.get(7)).isEqualTo(2);
      assertThat(probe.programs()).hasSize(2);
      assertThat(probe.toString()).contains("and 1 more places in process " + target.pid());
    }
  }

  @Test
  void guardedProbesAreSwitchedOnAndOff() throws Exception {
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        NativeProgram target = NativeProgram.start(program)) {
      assertThat(target.ask("")).isEqualTo("0 -77");
      try (AttachedProgram probe =
          Usdt.attach(program.toString(), "demo", "guarded", args -> hits.add(0, 1))) {
        assertThat(target.ask("")).isEqualTo("1 -77");
        assertThat(hits.get(0)).isEqualTo(1);
        assertThat(probe.failures()).isEmpty();
      }
      assertThat(target.ask("")).isEqualTo("0 -77");
      assertThat(hits.get(0)).isEqualTo(1);
    }
  }

  /** Attaches, says so, and waits to be killed. */
  static final class Attacher {
    private Attacher() {}

    public static void main(String[] args) {
      try (AttachedProgram probe = Usdt.attach(args[0], "demo", "guarded", a -> {})) {
        System.out.println(probe);
        probe.await();
      }
    }
  }

  @Test
  void processesThatAreKilledLeaveNothingBehind() throws Exception {
    Process attacher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Attacher.class.getName(),
                program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (NativeProgram target = NativeProgram.start(program);
        BufferedReader says = attacher.inputReader()) {
      assertThat(says.readLine()).startsWith("USDT ");
      assertThat(target.ask("")).isEqualTo("1 -77");
      attacher.destroyForcibly().waitFor();
      String answer = "";
      for (int i = 0; i < 100 && !answer.startsWith("0"); i++) {
        Thread.sleep(20);
        answer = target.ask("");
      }
      assertThat(answer).isEqualTo("0 -77");
    } finally {
      attacher.destroyForcibly().waitFor();
      attacher.outputWriter().close();
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Usdt.attach(program.toString(), "demo", "fomrs", args -> {}))
        .isInstanceOf(CodeLocationException.class)
        .hasMessageContaining("the nearest are demo:forms");
    assertThatThrownBy(
            () ->
                Usdt.attach(program.toString(), "demo", "twice", a -> Kernel.require(a.get(1) > 0)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("from 0 to 0");
    assertThatThrownBy(() -> Usdt.attach("/bin/true", "", "twice", args -> {}))
        .isInstanceOf(CodeLocationException.class)
        .hasMessageContaining("no statically defined probes");
  }

  @Test
  void runsOnTheJvm() {
    try (BpfArray<Long> seen = JvmMaps.array(Long.class, 1)) {
      SimulatedContext<UsdtContext> input =
          SimulatedContext.of(UsdtContext.class).with(args -> args.get(1), 9);
      assertThat(Usdt.simulate(args -> seen.put(0, args.get(0) + args.get(1)), input).failure())
          .isEmpty();
      assertThat(seen.get(0)).isEqualTo(9);
    }
  }
}
