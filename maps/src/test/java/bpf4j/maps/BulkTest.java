package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many entries at once, and entries without boxes. */
class BulkTest {

  private static final int MANY = 10_000;

  record Pair(int a, short b, long c) {}

  private static Pair pair(int i) {
    return new Pair(i, (short) -i, (long) i << 33);
  }

  @ParameterizedTest
  @EnumSource
  void putAllRemoveAllAndDrain(Side side) {
    try (BpfHash<Pair, Pair> map = side.hash(Pair.class, Pair.class, MANY)) {
      Map<Pair, Pair> all = new HashMap<>();
      IntStream.range(0, MANY).forEach(i -> all.put(pair(i), pair(i + 1)));
      map.putAll(all);
      assertThat(map.size()).isEqualTo(MANY);
      assertThat(map.get(pair(77))).isEqualTo(pair(78));

      List<Pair> keys = new ArrayList<>();
      IntStream.range(0, 9000).filter(i -> i % 3 != 1).forEach(i -> keys.add(pair(i * 2)));
      assertThat(map.removeAll(keys)).isEqualTo(keys.stream().filter(all::containsKey).count());
      keys.forEach(all::remove);
      assertThat(contents(map)).isEqualTo(all);
      assertThat(map.removeAll(List.of(pair(-1)))).isZero();
      assertThat(map.removeAll(List.of())).isZero();

      Map<Pair, Pair> drained = new HashMap<>();
      map.drain((key, value) -> assertThat(drained.put(key, value)).isNull());
      assertThat(drained).isEqualTo(all);
      assertThat(map.size()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void setsTakeManyKeys(Side side) {
    try (BpfHashSet<Integer> set = side.hashSet(Layout.of(Integer.class), MANY)) {
      List<Integer> keys = IntStream.range(0, MANY).boxed().toList();
      set.addAll(keys);
      set.addAll(List.of(1, 2));
      assertThat(set.snapshot()).containsExactlyInAnyOrderElementsOf(keys);
      assertThatThrownBy(() -> set.addAll(List.of(5, MANY))).isInstanceOf(MapFullException.class);
      assertThat(set.removeAll(List.of(7, MANY, 8, 7))).isEqualTo(2);
      assertThat(set.contains(8)).isFalse();
      assertThat(set.size()).isEqualTo(MANY - 2);
      set.clear();
      assertThat(set.size()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysTakeManyValues(Side side) {
    try (BpfArray<Pair> array = side.array(Layout.of(Pair.class), MANY);
        BpfMmapArray<Pair> mapped = side.mmapArray(Layout.of(Pair.class), MANY)) {
      List<Pair> values = IntStream.range(0, MANY - 5).mapToObj(BulkTest::pair).toList();
      for (BpfArray<Pair> each : List.of(array, mapped)) {
        each.putAll(3, values);
        each.putAll(MANY, List.of());
        List<Pair> seen = new ArrayList<>();
        each.forEach((index, value) -> seen.add(value));
        assertThat(seen.subList(3, MANY - 2)).isEqualTo(values);
        Pair zero = new Pair(0, (short) 0, 0);
        assertThat(List.of(each.get(2), each.get(MANY - 2))).containsOnly(zero);
        assertThatThrownBy(() -> each.putAll(6, values))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(each.get(6)).isEqualTo(pair(3));
      }
    }
  }

  private static <K, V> Map<K, V> contents(BpfHash<K, V> map) {
    Map<K, V> contents = new HashMap<>();
    map.forEach((key, value) -> assertThat(contents.put(key, value)).isNull());
    return contents;
  }

  @ParameterizedTest
  @EnumSource
  void aFullMapSaysSo(Side side) {
    try (BpfHash<Integer, Long> map = side.hash(Integer.class, Long.class, 5000)) {
      Map<Integer, Long> all = new HashMap<>();
      IntStream.range(0, 5001).forEach(i -> all.put(i, (long) i));
      assertThatThrownBy(() -> map.putAll(all)).isInstanceOf(MapFullException.class);
      assertThat(map.size()).isEqualTo(5000);
      map.drain((key, value) -> {});
      all.remove(3);
      map.putAll(all);
      assertThat(contents(map)).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @EnumSource
  void longsAreTheSameMap(Side side) {
    try (BpfHash<Integer, Integer> map = side.hash(Layout.u16(), Layout.of(Integer.class), 100)) {
      BpfLongMap longs = map.longs();
      longs.put(65_535, -1);
      longs.put(0x1_0001, 0x2_0000_0003L);
      assertThat(map.get(65_535)).isEqualTo(-1);
      assertThat(map.get(1)).isEqualTo(3);
      assertThat(longs.get(65_535, 9)).isEqualTo(-1);
      assertThat(longs.get(2, 9)).isEqualTo(9);
      assertThat(longs.containsKey(1)).isTrue();
      assertThat(longs.putIfAbsent(1, 4)).isFalse();
      assertThat(longs.putIfAbsent(2, 4)).isTrue();
      assertThat(longs.remove(2)).isTrue();
      assertThat(longs.remove(2)).isFalse();
      longs.putAll(new long[] {0, 5, 6, 0}, new long[] {0, 50, 60, 0}, 1, 2);
      Map<Long, Long> seen = new HashMap<>();
      longs.forEach(seen::put);
      assertThat(seen).isEqualTo(Map.of(65_535L, -1L, 1L, 3L, 5L, 50L, 6L, 60L));
      assertThat(longs.removeAll(new long[] {5, 9, 6, 1}, 0, 3)).isEqualTo(2);
      assertThat(map.size()).isEqualTo(2);
      assertThatThrownBy(() -> longs.putAll(new long[2], new long[1], 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    try (BpfHash<Pair, Long> map = side.hash(Pair.class, Long.class, 1)) {
      assertThatThrownBy(map::longs).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  static final class Flow {
    long packets;
    int last;
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreReadIntoObjectsThatExist(Side side) {
    try (BpfHash<Integer, Flow> map = side.hash(Integer.class, Flow.class, 4);
        BpfHash<Integer, Pair> records = side.hash(Integer.class, Pair.class, 4)) {
      Flow flow = new Flow();
      flow.packets = 1L << 40;
      flow.last = -3;
      map.put(1, flow);
      Flow read = new Flow();
      assertThat(map.getInto(2, read)).isFalse();
      assertThat(read.packets).isZero();
      assertThat(map.getInto(1, read)).isTrue();
      assertThat(read.packets).isEqualTo(1L << 40);
      assertThat(read.last).isEqualTo(-3);
      assertThatThrownBy(() -> records.getInto(1, pair(1)))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cannot change");
    }
  }

  @Test
  void aMillionEntriesTakeNoMemory() {
    Requirements.root();
    int million = 1_000_000;
    long[] keys = LongStream.range(0, million).toArray();
    long[] values = LongStream.range(0, million).map(i -> i * 3).toArray();
    try (BpfHash<Integer, Long> map = BpfMaps.hash(Integer.class, Long.class, million)) {
      BpfLongMap longs = map.longs();
      longs.put(0, 0); // whatever is made once is made
      longs.putAll(keys, values, 0, 1);
      longs.forEach((key, value) -> {});
      long[] sums = new long[2];
      LongLongConsumer sum =
          (key, value) -> {
            sums[0] += key;
            sums[1] += value;
          };
      long before = allocated();
      longs.putAll(keys, values, 0, million);
      longs.forEach(sum);
      assertThat(allocated() - before).as("bytes for a million entries").isLessThan(100_000);
      assertThat(sums).containsExactly(499_999_500_000L, 3 * 499_999_500_000L);
      assertThat(longs.removeAll(keys, 0, million)).isEqualTo(million);
      assertThat(map.size()).isZero();
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
