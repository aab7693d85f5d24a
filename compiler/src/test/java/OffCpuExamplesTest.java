import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.elf.stack.FlameGraph;
import bpf4j.elf.stack.FoldedStacks;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that add up the time that threads wait, on a program that sleeps as it is told. */
class OffCpuExamplesTest {
  private static final String SLEEPER =
      """
      #pragma GCC optimize("no-omit-frame-pointer")
      #include <stdio.h>
      #include <stdlib.h>
      #include <time.h>
      __attribute__((noinline, noclone)) int wait_here(int millis) {
        struct timespec time = {0, millis * 1000000L};
        return nanosleep(&time, NULL) + millis;
      }
      __attribute__((noinline, noclone)) int wait_for_it(int millis) {
        return wait_here(millis) - 1;
      }
      int main(void) {
        char line[100];
        setvbuf(stdout, NULL, _IOLBF, 0);
        while (fgets(line, sizeof line, stdin)) {
          printf("%d\\n", wait_for_it(atoi(line)));
        }
        return 0;
      }
      """;

  @TempDir static Path folder;
  private static Path sleeper;

  @BeforeAll
  static void compile() throws Exception {
    sleeper = NativeProgram.compile(folder, "sleeper.c", SLEEPER);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  /** The microseconds of the stacks that have all of these words. */
  private static long micros(FoldedStacks stacks, String... words) {
    return stacks.asMap().entrySet().stream()
        .filter(entry -> Stream.of(words).allMatch(entry.getKey()::contains))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Test
  void timeIsAddedUpByTheStacksOfAProcess() throws Exception {
    try (OffCpuTime.Maps maps = OffCpuTime.Maps.create();
        NativeProgram target = NativeProgram.start(sleeper)) {
      int pid = (int) target.pid();
      try (AttachedProgram switches =
          Tracepoint.attach(
              "sched:sched_switch",
              OffCpuTime.program(maps, pid, OffCpuTime.Threads.OF_PROCESSES))) {
        target.ask("50");
        target.ask("50");
        target.ask("0");
        assertThat(switches.failures()).isEmpty();
      }
      FoldedStacks stacks = OffCpuTime.folded(maps);
      assertThat(stacks.asMap().keySet()).allMatch(stack -> stack.startsWith("sleeper;"));
      assertThat(micros(stacks, "main;", "wait_for_it;", "nanosleep", "schedule"))
          .isBetween(100_000L, 50_000_000L);
      maps.micros().forEach((place, micros) -> assertThat(place.pid()).isEqualTo(pid));
    }
  }

  @Test
  void threadsOfTheKernelAreToldFromOthers() throws Exception {
    try (OffCpuTime.Maps maps = OffCpuTime.Maps.create();
        AttachedProgram switches =
            Tracepoint.attach(
                "sched:sched_switch", OffCpuTime.program(maps, 0, OffCpuTime.Threads.OF_KERNEL))) {
      // Timers and deferred work keep some of the kernel's threads going.
      for (int i = 0; i < 100 && maps.micros().size() == 0; i++) {
        Thread.sleep(50);
      }
      assertThat(maps.micros().size()).isPositive();
      maps.micros()
          .forEach(
              (place, micros) ->
                  assertThat(Path.of("/proc/" + place.pid() + "/exe"))
                      .as(place.comm())
                      .matches(exe -> !Files.isReadable(exe)));
      assertThat(switches.failures()).isEmpty();
    }
  }

  @Test
  void controlCPrintsTheStacksByName() throws Exception {
    try (NativeProgram target = NativeProgram.start(sleeper);
        ExampleProcess example =
            ExampleProcess.start(
                OffCpuTime.class, folder, "-u", "-p", String.valueOf(target.pid()))) {
      example.awaitErrors(said -> said.contains("sched_switch"));
      target.ask("50");
      target.ask("1");
      assertThat(example.interrupt())
          .contains("    __schedule\n", "nanosleep", "    sleeper (" + target.pid() + ")\n")
          .containsPattern("\n {8}[0-9]{5,} us\n");
    }
  }

  @Test
  void reasonsToSleepAreDrawn() throws Exception {
    try (TracepointOffCpu.Maps maps = TracepointOffCpu.Maps.create();
        NativeProgram target = NativeProgram.start(sleeper)) {
      try (AttachedProgram switches =
          Tracepoint.attach("sched:sched_switch", TracepointOffCpu.program(maps))) {
        target.ask("60");
        target.ask("0");
        assertThat(switches.failures()).isEmpty();
      }
      FoldedStacks stacks = TracepointOffCpu.folded(maps);
      assertThat(micros(stacks, "sleeper;", "nanosleep")).isBetween(60_000L, 50_000_000L);
      assertThat(FlameGraph.of(stacks).toSvg()).contains("<title>sleeper (", "nanosleep");
    }
  }

  @Test
  void picturesAreWrittenWhenTheTimeIsUp() throws Exception {
    Path picture = folder.resolve("sleep.svg");
    try (ExampleProcess example =
        ExampleProcess.start(TracepointOffCpu.class, folder, "-o", picture.toString(), "1")) {
      assertThat(example.finish(0)).isEmpty();
      assertThat(Files.readString(picture)).contains(">Sleep</text>", "schedule");
    }
  }
}
