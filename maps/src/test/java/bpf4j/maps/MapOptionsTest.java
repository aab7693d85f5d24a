package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.testkit.Requirements;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Names, flags and nodes reach the kernel; what it would refuse is refused before, by name. */
class MapOptionsTest {

  private static final Layout<Integer> INTS = Layout.of(Integer.class);

  record NoPrefix(long length, int address) {}

  record Gap(int length, @BigEndian long address) {}

  @Test
  void optionsReachTheKernel() {
    Requirements.root();
    MapFactory factory = BpfMaps.factory().named("my.map_1").onNumaNode(0);
    try (BpfHash<Integer, Integer> map =
        factory.withoutPreallocation().readOnlyForPrograms().hash(INTS, INTS, 7)) {
      assertThat(map.name()).isEqualTo("my.map_1");
      assertThat(InfoCalls.map(map.fd()).name()).isEqualTo("my.map_1");
      assertThat(InfoCalls.map(map.fd()).flags())
          .isEqualTo(MapFlags.NO_PREALLOC | MapFlags.RDONLY_PROG | MapFlags.NUMA_NODE);
    }
    try (BpfQueue<Integer> queue = factory.queue(INTS, 2);
        BpfBloomFilter<Integer> filter = BpfMaps.factory().bloomFilter(INTS, 100, 3)) {
      assertThat(queue.name()).isEqualTo("my.map_1");
      assertThat(filter.hashFunctions()).isEqualTo(3);
      assertThat(InfoCalls.map(filter.fd()).extra()).isEqualTo(3);
    }
  }

  @Test
  void systemCallsMayBeKeptFromWritingOrReading() {
    Requirements.root();
    try (BpfArray<Integer> readOnly = BpfMaps.factory().readOnlyForSystemCalls().array(INTS, 2);
        BpfArray<Integer> writeOnly = BpfMaps.factory().writeOnlyForSystemCalls().array(INTS, 2)) {
      assertThat(readOnly.get(1)).isZero();
      writeOnly.put(1, 1);
      assertThatExceptionOfType(SyscallException.class).isThrownBy(() -> readOnly.put(1, 1));
      assertThatExceptionOfType(SyscallException.class).isThrownBy(() -> writeOnly.get(1));
    }
  }

  @Test
  void optionsThatATypeDoesNotHaveAreRefused() {
    refused(f -> f.withoutPreallocation().array(INTS, 1), "withoutPreallocation", "ARRAY");
    refused(f -> f.withoutPreallocation().lruHash(INTS, INTS, 1), "withoutPreallocation", "LRU");
    refused(f -> f.withListPerCpu().hash(INTS, INTS, 1), "withListPerCpu", "HASH");
    refused(f -> f.onNumaNode(0).percpuHash(INTS, INTS, 1), "onNumaNode", "PERCPU_HASH");
    refused(f -> f.onNumaNode(-1), "node is -1");
    refused(f -> f.named(""), "name is");
    refused(f -> f.named("sixteen_letters_"), "15");
    refused(f -> f.named("a b"), "a b");
    refused(f -> f.bloomFilter(INTS, 1, 0), "hashFunctions is 0");
    refused(f -> f.bloomFilter(INTS, 1, 16), "hashFunctions is 16");
    refused(f -> f.queue(INTS, 0), "maxEntries is 0");
    refused(f -> f.lpmTrie(INTS, INTS, 1), "keyLayout", "Ipv4Prefix");
    refused(f -> f.lpmTrie(Layout.of(NoPrefix.class), INTS, 1), "keyLayout", "NoPrefix");
    refused(f -> f.lpmTrie(Layout.of(Gap.class), INTS, 1), "keyLayout", "Gap");
  }

  private static void refused(Consumer<MapFactory> making, String... words) {
    for (MapFactory factory : new MapFactory[] {BpfMaps.factory(), JvmMaps.factory()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> making.accept(factory))
          .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
    }
  }
}
