import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.Uretprobe;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfKeyedHistogram;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventReader;
import bpf4j.perf.PerfEventArray;
import bpf4j.testkit.Requirements;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that trace, on activity of the tests' own. */
class TracingExamplesTest {
  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  @Test
  void linesTypedIntoBashAreRead() throws Exception {
    String typing = Requirements.tool("script");
    try (PerfEventArray<BashReadline.Line> lines = PerfEventArray.of(BashReadline.Line.class);
        EventReader<BashReadline.Line> reader = lines.reader();
        AttachedProgram probe =
            Uretprobe.attach("/bin/bash", "readline", BashReadline.program(lines))) {
      Process shell =
          new ProcessBuilder(typing, "-qc", "/bin/bash --norc --noprofile -i", "/dev/null")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Writer keys = shell.outputWriter(StandardCharsets.UTF_8)) {
        keys.write("true not a secret\nexit\n");
        keys.flush();
        shell.waitFor();
      }
      shell.getInputStream().close();
      shell.getErrorStream().close();
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < 50 && !seen.contains("exit"); i++) {
        reader.poll(Duration.ofMillis(100), line -> seen.add(line.text()));
      }
      assertThat(seen).contains("true not a secret", "exit");
      assertThat(probe.failures()).isEmpty();
    }
  }

  @Test
  void stringsGivenToStrlenAreCounted(@TempDir Path folder) throws Exception {
    Path program =
        NativeProgram.compile(
            folder,
            "lengths.c",
            """
            #include <stdio.h>
            #include <string.h>
            int main(void) {
              char line[100];
              setvbuf(stdout, NULL, _IOLBF, 0);
              while (fgets(line, sizeof line, stdin)) {
                line[strcspn(line, "\\n")] = 0;
                size_t sum = 0;
                for (int i = 0; i < 25; i++) {
                  char *volatile text = line;
                  sum += strlen(text);
                }
                printf("%zu\\n", sum);
              }
              return 0;
            }
            """);
    try (BpfHash<String, Long> counts =
            BpfMaps.lruHash(Layout.string(80), Layout.of(Long.class), 16_384);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe = Uprobe.attach(StrlenCount.STRLEN, StrlenCount.program(counts))) {
      assertThat(target.ask("counted often")).isEqualTo("325");
      assertThat(counts.get("counted often")).isEqualTo(25);
      assertThat(probe.toString()).contains("libc");
    }
  }

  @Test
  void switchesAreCounted() throws Exception {
    try (BpfHash<TaskSwitch.Switch, Long> counts =
            BpfMaps.hash(TaskSwitch.Switch.class, Long.class, 65_536);
        AttachedProgram switches =
            Tracepoint.attach("sched:sched_switch", TaskSwitch.program(counts))) {
      int[] tid = new int[1];
      Thread sleeper =
          new Thread(
              () -> {
                tid[0] = Kernel.tid();
                for (int i = 0; i < 10; i++) {
                  java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
              });
      sleeper.start();
      sleeper.join();
      long[] left = new long[1];
      counts.forEach((key, count) -> left[0] += key.from() == tid[0] ? count : 0);
      assertThat(left[0]).isGreaterThanOrEqualTo(10);
      assertThat(switches.failures()).isEmpty();
    }
  }

  @Test
  void systemCallsAreMeasured() {
    int pid = (int) ProcessHandle.current().pid();
    try (BpfHash<Integer, Long> since = BpfMaps.lruHash(Integer.class, Long.class, 16_384);
        BpfKeyedHistogram<Integer> micros = BpfMaps.log2Histogram(Integer.class, 4096, "us");
        AttachedProgram ends =
            Tracepoint.attach("raw_syscalls:sys_exit", SyscallLatency.end(since, micros));
        AttachedProgram begins =
            Tracepoint.attach("raw_syscalls:sys_enter", SyscallLatency.begin(since, pid))) {
      for (int i = 0; i < 20; i++) {
        assertThat(new java.io.File("/proc/self/status").length()).isZero();
      }
      long calls = micros.snapshot().values().stream().mapToLong(h -> h.count()).sum();
      assertThat(calls).isGreaterThanOrEqualTo(20);
      assertThat(micros.toString()).contains("us");
      assertThat(begins.failures()).isEmpty();
      assertThat(ends.failures()).isEmpty();
    }
  }
}
