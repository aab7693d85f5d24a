package bpf4j.perf.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerfEventArray;
import bpf4j.maps.layout.Layout;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.Ring;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** CPUs that come and go, as far as what the kernel lists as running goes. */
class HotPlugTest {
  private static final Layout<Long> LAYOUT = Layout.of(Long.class);

  @Test
  void buffersFollowTheCpusThatRun() {
    Requirements.root();
    int second = Machine.onlineCpus().nextSetBit(1);
    Requirements.machine(second > 0, "needs two CPUs");
    BitSet online = new BitSet();
    online.set(0);
    PerfEventArraySpec<Long> spec = new PerfEventArraySpec<>(LAYOUT, 4096, 1, 0, false, false);
    try (BpfPerfEventArray<Long> map = BpfMaps.perfEventArray(LAYOUT)) {
      PerfEventSource source =
          PerfEventSource.open(
              spec, map, ReaderOptions.defaults(), () -> (BitSet) online.clone(), () -> {});
      assertThat(source.rings()).hasSize(1);
      assertThat(source.change()).isNull();
      online.set(second);
      RingSource.Change up = source.change();
      assertThat(up.removed()).isEmpty();
      assertThat(up.added()).hasSize(1);
      assertThat(source.rings()).hasSize(2);
      online.clear(0);
      RingSource.Change down = source.change();
      assertThat(down.added()).isEmpty();
      assertThat(down.removed()).hasSize(1);
      assertThat(map.remove(0)).as("its entry is gone").isFalse();
      assertThat(source.rings()).containsExactlyElementsOf(up.added());
      long[] lost = new long[Machine.possibleCpus().length()];
      source.addLost(lost);
      assertThat(lost).containsOnly(0);
      down.removed().forEach(Ring::close);
      source.rings().forEach(Ring::close);
      source.close();
      assertThat(map.remove(second)).isFalse();
    }
  }
}
