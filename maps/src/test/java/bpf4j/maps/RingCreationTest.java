package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.EventFd;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import org.junit.jupiter.api.Test;

/** Rings and arrays of perf events as they are before anybody reads them. */
class RingCreationTest {

  record Event(int pid, long time) {}

  private static final Layout<Event> EVENT = Layout.of(Event.class);

  @Test
  void ringsHaveNeitherKeysNorValues() {
    Requirements.root();
    int bytes = 4 * Machine.pageSize();
    try (BpfRingBuffer<Event> ring = BpfMaps.ringBuffer(EVENT, bytes)) {
      MapInfo info = InfoCalls.map(ring.fd());
      assertThat(info.typeNumber()).isEqualTo(MapType.RINGBUF.number());
      assertThat(info.keySize()).isZero();
      assertThat(info.valueSize()).isZero();
      assertThat(info.maxEntries()).isEqualTo(bytes).isEqualTo(ring.maxEntries());
      assertThat(info.name()).isEqualTo("ring_Event").isEqualTo(ring.name());
      assertThat(ring.keyLayout()).isEqualTo(Layout.none());
      assertThat(ring.valueLayout()).isSameAs(EVENT);
    }
  }

  @Test
  void ringsArePowersOfTwoOfPages() {
    for (int bytes : new int[] {-4096, 0, 1, 2048, 3 * Machine.pageSize(), Integer.MAX_VALUE}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> BpfMaps.ringBuffer(EVENT, bytes))
          .withMessageContaining("bytes is " + bytes)
          .withMessageContaining("power of two");
    }
  }

  @Test
  void arraysOfPerfEventsTakePerfEvents() throws Exception {
    Requirements.root();
    try (BpfPerfEventArray<Event> events = BpfMaps.perfEventArray(EVENT);
        Fd event = PerfEvents.open(PerfEventAttr.bpfOutput().build(), PerfTarget.cpu(0));
        EventFd other = EventFd.open()) {
      assertThat(events.maxEntries()).isEqualTo(Machine.possibleCpuCount());
      assertThat(events.remove(0)).isFalse();
      events.put(0, event);
      assertThat(events.remove(0)).isTrue();
      assertThat(events.remove(0)).isFalse();
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> events.put(events.maxEntries(), event));
      assertThatExceptionOfType(SyscallException.class).isThrownBy(() -> events.put(0, other.fd()));
    }
  }
}
