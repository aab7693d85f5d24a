package bpf4j.maps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U8;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.testkit.Requirements;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only maps in the kernel have: a description, shared memory, the cost of a call. */
class KernelMapTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  enum State {
    IDLE,
    BUSY
  }

  record Key(@U8 int protocol, int address) {}

  record Value(long time, @Size(8) String name, State state, boolean last, @Size(2) Key[] hops) {}

  record Pair(int a, int b, long c) {}

  private long sink;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  @Test
  void bpftoolShowsTheFields() throws Exception {
    String bpftool = Requirements.tool("bpftool");
    try (BpfHash<Key, Value> map = BpfMaps.hash(Key.class, Value.class, 4)) {
      Key hop = new Key(17, 2);
      map.put(new Key(6, 1), new Value(99, "eth0", State.BUSY, true, new Key[] {hop, hop}));
      String id = String.valueOf(InfoCalls.map(map.fd()).id());
      String dump = run(bpftool, "map", "dump", "id", id);
      assertThat(dump.replaceAll("\\s+", ""))
          .contains("\"protocol\":6,\"address\":1")
          .contains("\"time\":99")
          .contains("\"name\":\"eth0\"")
          .contains("\"state\":\"BUSY\"")
          .contains("\"last\":true")
          .contains("{\"protocol\":17,\"address\":2}");
      assertThat(run(bpftool, "map", "show", "id", id))
          .contains("name hash_Value")
          .contains("btf_id");
    }
  }

  @Test
  void everyKindIsMadeAsAskedForAndDescribed() {
    Layout<Long> longs = Layout.of(Long.class);
    List<Supplier<BpfMap>> kinds =
        List.of(
            () -> BpfMaps.array(longs, 3),
            () -> BpfMaps.mmapArray(longs, 3),
            () -> BpfMaps.hash(longs, longs, 3),
            () -> BpfMaps.lruHash(longs, longs, 3),
            () -> BpfMaps.hashSet(longs, 3),
            () -> BpfMaps.percpuArray(longs, 3),
            () -> BpfMaps.percpuHash(longs, longs, 3));
    for (Supplier<BpfMap> kind : kinds) {
      try (BpfMap map = kind.get()) {
        MapInfo info = InfoCalls.map(map.fd());
        assertThat(info.typeNumber()).as(map.name()).isEqualTo(map.type().number());
        assertThat(info.name()).isEqualTo(map.name());
        assertThat(info.keySize()).isEqualTo(map.keyLayout().size());
        assertThat(info.valueSize()).isEqualTo(map.valueLayout().size());
        assertThat(info.maxEntries()).isEqualTo(map.maxEntries());
        assertThat(info.flags()).isEqualTo(map.flags());
        assertThat(info.btfId()).as("BTF of %s", map.name()).isPositive();
        assertThat(info.keyTypeId()).isPositive();
        assertThat(info.valueTypeId()).isPositive();
      }
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void systemCallsAndMappedMemorySeeTheSame() {
    try (BpfMmapArray<Integer> map = BpfMaps.mmapArray(Layout.of(Integer.class), 2000);
        NativeMemory key = NativeMemory.allocate(8);
        NativeMemory value = NativeMemory.allocate(8)) {
      for (int i = 0; i < 2000; i += 111) {
        map.put(i, -i);
        key.buffer().putInt(0, i);
        assertThat(MapCalls.lookup(map.fd(), key.address(), value.address(), 0)).isTrue();
        assertThat(value.buffer().getInt(0)).isEqualTo(-i);
        value.buffer().putInt(0, i + 1);
        MapCalls.update(map.fd(), key.address(), value.address(), 0);
        assertThat(map.get(i)).isEqualTo(i + 1);
        assertThat(map.getLongAcquire(i)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void primitiveOperationsAllocateNothing() {
    Pair pair = new Pair(1, 2, 3);
    try (BpfArray<Long> array = BpfMaps.array(Long.class, 8);
        BpfHash<Integer, Long> hash = BpfMaps.hash(Integer.class, Long.class, 8);
        BpfHash<Pair, Pair> structs = BpfMaps.hash(Pair.class, Pair.class, 8);
        BpfPerCpuArray<Long> perCpu = BpfMaps.percpuArray(Long.class, 8);
        BpfMmapArray<Long> mapped = BpfMaps.mmapArray(Long.class, 8)) {
      structs.put(pair, pair);
      assertThat(bytesPerCall(i -> array.putLong(i & 7, i))).isZero();
      assertThat(bytesPerCall(i -> sink += array.getLong(i & 7))).isZero();
      assertThat(bytesPerCall(i -> array.add(i & 7, 1))).isZero();
      assertThat(bytesPerCall(i -> hash.putLong(i & 7, i))).isZero();
      assertThat(bytesPerCall(i -> sink += hash.getLong(i & 7, -1))).isZero();
      assertThat(bytesPerCall(i -> structs.put(pair, pair))).isZero();
      assertThat(bytesPerCall(i -> sink += structs.containsKey(pair) ? 1 : 0)).isZero();
      assertThat(bytesPerCall(i -> sink += perCpu.sum(i & 7))).isZero();
      assertThat(bytesPerCall(i -> mapped.add(i & 7, 1))).isZero();
      assertThat(bytesPerCall(i -> sink += mapped.getLongAcquire(i & 7))).isZero();
      // A struct that is read is one object: header, two ints, a long.
      assertThat(bytesPerCall(i -> sink += structs.get(pair).c())).isBetween(24.0, 32.0);
    }
  }

  private interface Step {
    void run(int i);
  }

  /** Least of several rounds: the compiler may work in between, and allocates for its own ends. */
  private static double bytesPerCall(Step step) {
    int calls = 20_000;
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        step.run(i);
      }
      long after = THREADS.getCurrentThreadAllocatedBytes();
      least = Math.min(least, Math.floor((after - before) * 100.0 / calls) / 100);
    }
    return least;
  }
}
