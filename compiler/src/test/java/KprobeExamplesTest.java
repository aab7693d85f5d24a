import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kprobe;
import bpf4j.compiler.Kretprobe;
import bpf4j.compiler.context.KprobeContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.elf.symbolize.KernelSymbols;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.testkit.Requirements;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples that watch functions of the kernel, on calls that the tests make. */
class KprobeExamplesTest {
  private static void needsKprobes() {
    Requirements.root();
    Requirements.kernel(
        Files.exists(Path.of("/sys/bus/event_source/devices/kprobe")), "needs CONFIG_KPROBES");
  }

  @Test
  void writesAreCounted() throws IOException {
    needsKprobes();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfGlobalArray<Long> sums = BpfMaps.globalArray(Long.class, 3);
        AttachedProgram probe = Kretprobe.attach("sys_write", KprobeWrite.program(sums, pid));
        FileOutputStream nowhere = new FileOutputStream("/dev/null")) {
      for (int i = 0; i < 10; i++) {
        nowhere.write(new byte[4321]);
      }
      assertThat(probe.failures()).isEmpty();
      assertThat(sums.get(KprobeWrite.HITS)).isGreaterThanOrEqualTo(10);
      assertThat(sums.get(KprobeWrite.BYTES)).isGreaterThanOrEqualTo(43_210);
    }
  }

  @Test
  void timeBetweenFunctionsIsMeasured() throws Exception {
    needsKprobes();
    KernelSymbols symbols = KernelSymbols.load();
    Requirements.kernel(
        symbols.find("security_file_open").size() == 1 && symbols.find("__fput").size() == 1,
        "needs the functions security_file_open and __fput");
    try (BpfHash<Long, Long> since = BpfMaps.lruHash(Long.class, Long.class, 16_384);
        BpfGlobalArray<Long> decades = BpfMaps.globalArray(Long.class, KprobeLatency.DECADES);
        AttachedProgram ends = Kprobe.attach("__fput", KprobeLatency.end(since, decades));
        AttachedProgram begins = Kprobe.attach("security_file_open", KprobeLatency.begin(since))) {
      for (int i = 0; i < 3; i++) {
        try (FileInputStream file = new FileInputStream("/dev/zero")) {
          Thread.sleep(20);
          assertThat(file.read()).isZero();
        }
      }
      // Ten milliseconds and more.
      assertThat(decades.get(4) + decades.get(5)).isGreaterThanOrEqualTo(3);
      assertThat(begins.failures()).isEmpty();
      assertThat(ends.failures()).isEmpty();
    }
  }

  @Test
  void programsRunOnTheJvm() {
    try (BpfHash<Long, Long> since = JvmMaps.hash(Long.class, Long.class, 16);
        BpfGlobalArray<Long> decades = JvmMaps.globalArray(Long.class, KprobeLatency.DECADES);
        BpfGlobalArray<Long> sums = JvmMaps.globalArray(Long.class, 3)) {
      SimulatedContext<KprobeContext> request =
          SimulatedContext.of(KprobeContext.class).with(regs -> regs.arg(0), 4711);
      assertThat(Kprobe.simulate(KprobeLatency.end(since, decades), request).failure()).isEmpty();
      assertThat(Kprobe.simulate(KprobeLatency.begin(since), request).failure()).isEmpty();
      since.put(4711L, since.get(4711L) - 5_000_000_000L);
      assertThat(Kprobe.simulate(KprobeLatency.end(since, decades), request).failure()).isEmpty();
      assertThat(decades.get(6)).isEqualTo(1);
      assertThat(since.size()).isZero();
      long[] before = new long[KprobeLatency.DECADES];
      assertThat(KprobeLatency.line(decades, before)).matches("\\| {36}@{5} {7}\\| 1");
      assertThat(KprobeLatency.line(decades, before)).matches("\\| {48}\\| 0");

      for (long written : new long[] {100, -9, 11}) {
        SimulatedContext<KprobeContext> end =
            SimulatedContext.of(KprobeContext.class).with(KprobeContext::returnValue, written);
        assertThat(Kretprobe.simulate(KprobeWrite.program(sums, 0), end).failure()).isEmpty();
      }
      assertThat(sums.get(KprobeWrite.HITS)).isEqualTo(3);
      assertThat(sums.get(KprobeWrite.BYTES)).isEqualTo(111);
      assertThat(sums.get(KprobeWrite.FAILED)).isEqualTo(1);
    }
  }

  @Test
  void programsCompileWithoutKprobes() {
    Requirements.root();
    try (BpfHash<Long, Long> since = BpfMaps.lruHash(Long.class, Long.class, 16);
        BpfGlobalArray<Long> numbers = BpfMaps.globalArray(Long.class, KprobeLatency.DECADES)) {
      assertThat(Kprobe.compile(KprobeLatency.begin(since)).instructions()).isNotEmpty();
      assertThat(Kprobe.compile(KprobeLatency.end(since, numbers)).instructions()).isNotEmpty();
      assertThat(Kretprobe.compile(KprobeWrite.program(numbers, 1)).instructions()).isNotEmpty();
    }
  }
}
