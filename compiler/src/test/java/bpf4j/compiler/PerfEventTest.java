package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.perf.attach.PerfEventAttacher;
import bpf4j.perf.event.PerfCounter;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.perf.SoftwareEvent;
import bpf4j.testkit.Requirements;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Programs at perf events sample what runs; counters count. */
class PerfEventTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PAGE = 4096;
  private static final int PAGES = 3000;

  /** Keeps this thread busy until something has happened, however little of a CPU it gets. */
  private static void workUntil(BooleanSupplier happened) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void busyThreadsAreSampled() {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 3);
        AttachedProgram sampling =
            PerfEvent.sampleProcess(
                pid,
                500,
                ctx -> {
                  seen.add(Kernel.pid() == pid ? 0 : 1, 1);
                  seen.add(2, ctx.instructionPointer() != 0 && ctx.samplePeriod() > 0 ? 1 : 0);
                })) {
      workUntil(() -> seen.getLong(0) > 3 && seen.getLong(2) > 0);
      assertThat(seen.get(0)).isGreaterThan(3);
      assertThat(seen.get(1)).isZero();
      assertThat(seen.get(2)).isPositive();
      assertThat(sampling.failures()).isEmpty();
      assertThat(sampling.toString())
          .startsWith("perf event cpu-clock at 500 Hz of process " + pid)
          .endsWith("times a perf event link)");
    }
  }

  @Test
  void allCpusAreSampled() {
    Requirements.root();
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        AttachedProgram sampling = PerfEvent.sample(200, ctx -> seen.add(0, 1))) {
      workUntil(() -> seen.getLong(0) > 3);
      assertThat(seen.get(0)).isGreaterThan(3);
      assertThat(sampling.toString()).contains("on all CPUs");
    }
  }

  @Test
  void softwareEventsCallPrograms() {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 1);
        AttachedProgram faults =
            PerfEvent.attach(
                SoftwareEvent.PAGE_FAULTS.attr().samplePeriod(1).build(),
                PerfEventAttacher.allCpus(),
                "page faults on all CPUs",
                ctx -> seen.add(0, Kernel.pid() == pid ? 1 : 0))) {
      touchPages();
      assertThat(seen.get(0)).isGreaterThanOrEqualTo(PAGES / 600);
      assertThat(faults.failures()).isEmpty();
    }
  }

  /** Takes memory that nobody had before; the kernel may give it in huge pages. */
  private static void touchPages() {
    ByteBuffer memory = ByteBuffer.allocateDirect(PAGES * PAGE);
    for (int i = 0; i < PAGES; i++) {
      memory.put(i * PAGE, (byte) 1);
    }
  }

  @Test
  void writesToAnAddressAreSeen() {
    Requirements.root();
    try (NativeMemory memory = NativeMemory.allocate(64);
        BpfArray<Long> seen = BpfMaps.array(Long.class, 2);
        AttachedProgram watch = watchWrites(memory.address() + 8, seen)) {
      for (int i = 0; i < 5; i++) {
        memory.buffer().putLong(8, i);
        memory.buffer().putLong(16, i);
      }
      assertThat(seen.get(0)).isEqualTo(5);
      assertThat(seen.get(1)).isEqualTo(memory.address() + 8);
      assertThat(watch.toString()).contains("0x" + Long.toHexString(memory.address() + 8));
      assertThat(watch.failures()).isEmpty();
    }
  }

  private static AttachedProgram watchWrites(long address, BpfArray<Long> seen) {
    try {
      return Breakpoint.attach(
          ProcessHandle.current().pid(),
          address,
          Long.BYTES,
          Breakpoint.Access.WRITE,
          access -> {
            seen.add(0, 1);
            seen.put(1, access.address());
          });
    } catch (SyscallException e) {
      boolean lacks =
          List.of(Errno.ENODEV, Errno.EOPNOTSUPP, Errno.ENOENT, Errno.ENOSPC).contains(e.errno());
      Requirements.kernel(!lacks, "needs a processor with breakpoints: " + e.getMessage());
      throw e;
    }
  }

  @Test
  void countersCount() {
    Requirements.root();
    try (PerfCounter clock =
        PerfCounter.open(SoftwareEvent.TASK_CLOCK.attr(), List.of(PerfTarget.thread(0)))) {
      PerfCounter.Count before = clock.read();
      workUntil(() -> clock.read().count() > before.count());
      PerfCounter.Count after = clock.read();
      assertThat(after.count()).isGreaterThan(before.count());
      assertThat(after.enabledNanos()).isGreaterThanOrEqualTo(after.runningNanos()).isPositive();
      assertThat(after.estimate()).isPositive();
    }
  }

  @Test
  void countersOfManyAreSummed() {
    Requirements.root();
    try (PerfCounter switches =
        PerfCounter.open(SoftwareEvent.CONTEXT_SWITCHES.attr(), PerfEventAttacher.allCpus())) {
      for (int i = 0; i < 20; i++) {
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
      assertThat(switches.read().count()).isPositive();
    }
  }

  @Test
  void nobodyIsRefused() {
    assertThatThrownBy(() -> PerfEvent.sampleProcess(Integer.MAX_VALUE, 10, ctx -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("there is no process");
  }
}
