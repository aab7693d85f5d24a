package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.kernel.Tracing;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.perf.attach.UserFunction;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs at functions of a C program see its arguments and results. */
@SuppressWarnings("try") // closes what the end of the block closes again
class UprobeTest {
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <string.h>
      struct point { int x; long y; };
      #define KEEP __attribute__((noinline, noclone, used))
      KEEP long mix(long a, int b, struct point *p, const char *text) {
        asm volatile("");
        return a * 1000 + b * 100 + p->x * 10 + p->y + (long)strlen(text);
      }
      KEEP int step_one(int n) { asm volatile(""); return n + 1; }
      KEEP int step_two(int n) { asm volatile(""); return n * 2; }
      int main(void) {
        char line[100];
        struct point p = {3, 4};
        setvbuf(stdout, NULL, _IOLBF, 0);
        while (fgets(line, sizeof line, stdin)) {
          line[strcspn(line, "\\n")] = 0;
          printf("%ld %d\\n", mix(1, 2, &p, line), step_two(step_one(20)));
        }
        return 0;
      }
      """;

  @TempDir static Path folder;
  private static Path program;

  @BeforeAll
  static void compile() throws Exception {
    program = NativeProgram.compile(folder, "target.c", SOURCE);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
    Requirements.kernel(
        Files.exists(Path.of("/sys/bus/event_source/devices/uprobe")), "needs CONFIG_UPROBES");
  }

  @Test
  void argumentsAndWhatTheyPointToAreRead() throws Exception {
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 6);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uprobe.attach(
                program.toString(),
                "mix",
                regs -> {
                  seen.add(0, 1);
                  seen.put(1, regs.arg(0));
                  seen.put(2, regs.arg(1) & 0xffff_ffffL);
                  seen.put(3, (long) UserMemory.readInt(regs.arg(2)));
                  seen.put(4, UserMemory.readLong(regs.arg(2) + 8));
                  seen.put(5, UserMemory.string(regs.arg(3), 32).equals("hello") ? 1L : 0L);
                })) {
      assertThat(target.ask("hello")).isEqualTo("1239 42");
      assertThat(values(seen, 6)).containsExactly(1, 1, 2, 3, 4, 1);
      assertThat(probe.toString())
          .matches("uprobe .*/target:mix at offset 0x[0-9a-f]+ \\(perf event( link)?\\)");
      assertThat(probe.failures()).isEmpty();
      probe.close();
      assertThat(target.ask("hello")).isEqualTo("1239 42");
      assertThat(seen.get(0)).isEqualTo(1);
    }
  }

  private static long[] values(BpfArray<Long> array, int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = array.get(i);
    }
    return values;
  }

  @Test
  void resultsAreRead() throws Exception {
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uretprobe.attach(program.toString(), "mix", regs -> seen.put(0, regs.returnValue()))) {
      assertThat(target.ask("longer text")).isEqualTo("1245 42");
      assertThat(seen.get(0)).isEqualTo(1245);
      assertThat(probe.toString()).startsWith("uretprobe ");
    }
  }

  @Test
  void manyFunctionsAreAttachedToAtOnce() throws Exception {
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 64);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uprobe.attach(
                UserFunction.matching(program.toString(), "step_*").withCookie(5),
                regs -> seen.add((int) regs.arg(0), Tracing.cookie()))) {
      assertThat(target.ask("x")).endsWith(" 42");
      assertThat(seen.get(20)).isEqualTo(5);
      assertThat(seen.get(21)).isEqualTo(5);
      boolean multi = KernelVersion.running().atLeast(KernelVersion.of(6, 6));
      assertThat(probe.toString())
          .contains("and 1 more places")
          .contains(multi ? "uprobe multi link" : "perf event link");
    }
  }

  @Test
  void oneLinkAttachesToMany() throws Exception {
    Requirements.kernel(
        KernelVersion.running().atLeast(AttachType.TRACE_UPROBE_MULTI.since()),
        "needs uprobe.multi links (Linux 6.6)");
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uprobe.attach(
                UserFunction.matching(program.toString(), "step_*"), regs -> seen.add(0, 1))) {
      target.ask("x");
      assertThat(seen.get(0)).isEqualTo(2);
      assertThat(probe.attachment().links()).hasSize(1);
    }
  }

  @Test
  void oneProcessIsToldFromOthers() throws Exception {
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        NativeProgram target = NativeProgram.start(program);
        NativeProgram other = NativeProgram.start(program)) {
      target.ask("");
      other.ask("");
      UserFunction one = UserFunction.of(program.toString(), "step_one").inProcess(target.pid());
      UserFunction many =
          UserFunction.matching(program.toString(), "step_*").inProcess(target.pid());
      try (AttachedProgram probe = Uprobe.attach(one, regs -> seen.add(0, 1))) {
        other.ask("x");
        assertThat(seen.get(0)).isZero();
        target.ask("x");
        assertThat(seen.get(0)).isEqualTo(1);
        assertThat(probe.toString()).contains("in process " + target.pid());
      }
      try (AttachedProgram probe = Uprobe.attach(many, regs -> seen.add(0, 10))) {
        other.ask("x");
        target.ask("x");
        assertThat(seen.get(0)).isEqualTo(21);
        assertThat(probe.failures()).isEmpty();
      }
    }
  }

  @Test
  void implementationsOfFunctionsChosenAtRunTimeAreFound() throws Exception {
    int pid = (int) ProcessHandle.current().pid();
    assertThatThrownBy(() -> Uprobe.attach("c", "strlen", regs -> {}))
        .isInstanceOf(CodeLocationException.class)
        .hasMessageContaining("strlen");
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uprobe.attach(
                UserFunction.implementations("c", "strlen"),
                regs -> {
                  if (Kernel.pid() != pid
                      && UserMemory.string(regs.arg(0), 32).equals("unmistakable")) {
                    seen.add(0, 1);
                  }
                })) {
      target.ask("unmistakable");
      assertThat(seen.get(0)).isPositive();
      assertThat(probe.toString()).contains("libc.so");
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Uprobe.attach(program.toString(), "mux", regs -> {}))
        .isInstanceOf(CodeLocationException.class)
        .hasMessageContaining("mux");
    assertThatThrownBy(() -> Uprobe.attach("no-such-library", "f", regs -> {}))
        .isInstanceOf(CodeLocationException.class)
        .hasMessageContaining("no program or library no-such-library");
    assertThatThrownBy(
            () -> Uprobe.attach(UserFunction.matching(program.toString(), "nothing_*"), regs -> {}))
        .isInstanceOf(CodeLocationException.class);
  }
}
