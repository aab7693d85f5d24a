package bpf4j.syscall.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Errno;
import bpf4j.syscall.Instructions;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Epoll;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PerfEventsTest {
  private static final int DATA_HEAD = 1024;

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  /** Takes this much time of a CPU, however long that takes. */
  private static void burn(long nanos) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + nanos;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void countsUntilDisabled() {
    PerfEventAttr attr = SoftwareEvent.TASK_CLOCK.attr().flags(PerfFlag.DISABLED).build();
    try (Fd event = PerfEvents.open(attr, PerfTarget.thread(0))) {
      burn(1_000_000);
      assertThat(PerfEvents.read(event, 1)[0]).isZero();
      PerfEvents.enable(event);
      burn(2_000_000);
      PerfEvents.disable(event);
      long counted = PerfEvents.read(event, 1)[0];
      assertThat(counted).isGreaterThan(100_000);
      burn(1_000_000);
      assertThat(PerfEvents.read(event, 1)[0]).isEqualTo(counted);
      PerfEvents.reset(event);
      assertThat(PerfEvents.read(event, 1)[0]).isZero();
    }
  }

  @Test
  void readsWhatTheFormatSays() {
    PerfEventAttr attr =
        SoftwareEvent.CPU_CLOCK
            .attr()
            .readFormat(
                PerfReadFormat.TOTAL_TIME_ENABLED
                    | PerfReadFormat.TOTAL_TIME_RUNNING
                    | PerfReadFormat.ID)
            .build();
    try (Fd event = PerfEvents.open(attr, PerfTarget.cpu(0))) {
      long[] read = PerfEvents.read(event, 8);
      assertThat(read).hasSize(4);
      assertThat(read[3]).isEqualTo(PerfEvents.id(event)).isPositive();
    }
  }

  @Test
  void groupCountsTogether() {
    PerfEventAttr leaderAttr =
        SoftwareEvent.TASK_CLOCK
            .attr()
            .flags(PerfFlag.DISABLED)
            .readFormat(PerfReadFormat.GROUP)
            .build();
    PerfEventAttr memberAttr = SoftwareEvent.CONTEXT_SWITCHES.attr().build();
    try (Fd leader = PerfEvents.open(leaderAttr, PerfTarget.thread(0));
        Fd member = PerfEvents.openInGroup(memberAttr, PerfTarget.thread(0), leader)) {
      PerfEvents.enableGroup(leader);
      burn(1_000_000);
      PerfEvents.disableGroup(leader);
      long[] read = PerfEvents.read(leader, 8);
      assertThat(read).hasSize(3);
      assertThat(read[0]).isEqualTo(2);
      assertThat(read[1]).isPositive();
      assertThat(member.isOpen()).isTrue();
    }
  }

  @Test
  void samplesIntoAMappedRingAndWakes() {
    PerfEventAttr attr =
        SoftwareEvent.TASK_CLOCK
            .attr()
            .samplePeriod(100_000)
            .sampleType(PerfSample.IP | PerfSample.TIME)
            .clock(1)
            .wakeupEvents(1)
            .flags(PerfFlag.EXCLUDE_HV)
            .build();
    int page = Machine.pageSize();
    try (Fd event = PerfEvents.open(attr, PerfTarget.thread(0));
        MappedMemory ring = MappedMemory.map(event, 0, 2 * page, MappedMemory.Access.READ_WRITE);
        Epoll epoll = Epoll.open(4)) {
      epoll.add(event, Epoll.Interest.READABLE, 77);
      burn(20_000_000);
      assertThat(epoll.await(1000)).isEqualTo(1);
      assertThat(epoll.data(0)).isEqualTo(77);
      assertThat(ring.buffer().getLong(DATA_HEAD)).isPositive();
      PerfEvents.pauseOutput(event, true);
      PerfEvents.period(event, 1_000_000);
    }
  }

  @Test
  void recordsCanGoToAnotherEventsRing() {
    PerfEventAttr attr =
        SoftwareEvent.CPU_CLOCK
            .attr()
            .samplePeriod(1_000_000)
            .sampleType(PerfSample.IP)
            .flags(PerfFlag.DISABLED)
            .build();
    PerfTarget target = PerfTarget.cpu(0);
    int page = Machine.pageSize();
    try (Fd owner = PerfEvents.open(attr, target);
        MappedMemory ring = MappedMemory.map(owner, 0, 2 * page, MappedMemory.Access.READ_WRITE);
        Fd guest = PerfEvents.open(attr, target);
        Fd born = PerfEvents.openWithOutput(attr, target, owner)) {
      PerfEvents.setOutput(guest, owner);
      PerfEvents.enable(guest);
      burn(10_000_000);
      PerfEvents.disable(guest);
      long head = ring.buffer().getLong(DATA_HEAD);
      assertThat(head).isPositive();
      PerfEvents.setOutput(guest, null);
      PerfEvents.enable(born);
      burn(10_000_000);
      assertThat(ring.buffer().getLong(DATA_HEAD)).isGreaterThan(head);
    }
  }

  @Test
  void runsAProgram() {
    PerfEventAttr attr = SoftwareEvent.TASK_CLOCK.attr().samplePeriod(1_000_000).build();
    ProgramLoadAttr load =
        ProgramLoadAttr.builder(ProgramType.PERF_EVENT, Instructions.returning(0), "GPL").build();
    try (Fd event = PerfEvents.open(attr, PerfTarget.thread(0));
        Fd program = ProgramCalls.load(load).fd()) {
      PerfEvents.setBpf(event, program);
      assertThatThrownBy(() -> PerfEvents.setBpf(event, program))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    }
  }

  @Test
  void failureNamesTheEvent() {
    PerfEventAttr attr = PerfEventAttr.builder(9999, 0x12).build();
    assertThatThrownBy(() -> PerfEvents.open(attr, PerfTarget.thread(0)))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageContaining("type 9999, config 0x12");
    assertThatThrownBy(() -> new PerfTarget(-1, -1, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allSixArgumentsOfTheCallArrive() {
    // Without its flags (the sixth kernel argument) the descriptor would not be closed on exec, and
    // garbage there is refused.
    PerfEventAttr attr = SoftwareEvent.DUMMY.attr().build();
    try (Fd event = PerfEvents.open(attr, PerfTarget.cpu(0))) {
      assertThat(java.nio.file.Path.of("/proc/self/fdinfo/" + event.number()))
          .content()
          .containsPattern("flags:\\s+02\\d{6}");
    }
  }
}
