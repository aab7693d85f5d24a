package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import bpf4j.maps.layout.Layout;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What maps offer to those who see them as collections, on either side. */
class CollectionTest {

  private static final Layout<Integer> INTS = Layout.of(Integer.class);
  private static final Layout<Long> LONGS = Layout.of(Long.class);

  private static MapFactory factory(Side side) {
    return Side.create(side == Side.KERNEL ? BpfMaps::factory : JvmMaps::factory);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void cursorsGoThroughAllEntries(Side side) {
    // More than a page of 4,096 entries.
    int entries = 10_000;
    try (BpfHash<Integer, Long> map = factory(side).hash(INTS, LONGS, 2 * entries)) {
      Map<Integer, Long> expected = new HashMap<>();
      for (int i = 0; i < entries; i++) {
        map.put(i, i * 3L);
        expected.put(i, i * 3L);
      }
      Map<Integer, Long> seen = new HashMap<>();
      try (MapCursor<Integer, Long> cursor = map.entries()) {
        assertThatIllegalStateException().isThrownBy(cursor::key);
        while (cursor.next()) {
          assertThat(seen.put(cursor.key(), cursor.value())).isNull();
          map.put(cursor.key(), cursor.value());
        }
        assertThat(cursor.next()).isFalse();
        assertThatIllegalStateException().isThrownBy(cursor::value);
      }
      MapCursor<Integer, Long> closed = map.entries();
      closed.close();
      assertThatIllegalStateException().isThrownBy(closed::next);
      assertThat(seen).isEqualTo(expected);
      assertThat(map.snapshot()).isEqualTo(expected);
      try (Stream<Map.Entry<Integer, Long>> stream = map.stream()) {
        assertThat(stream.mapToLong(Map.Entry::getValue).sum())
            .isEqualTo(3L * entries * (entries - 1) / 2);
      }
      try (Stream<Map.Entry<Integer, Long>> stream = map.stream()) {
        assertThat(stream.limit(3).count()).isEqualTo(3);
      }
      assertThat(map.size()).isEqualTo(entries);
      map.clear();
      assertThat(map.size()).isZero();
      try (MapCursor<Integer, Long> cursor = map.entries()) {
        assertThat(cursor.next()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void twoCursorsDoNotDisturbEachOther(Side side) {
    try (BpfHash<Integer, Long> map = factory(side).hash(INTS, LONGS, 16)) {
      map.put(1, 1L);
      map.put(2, 2L);
      try (MapCursor<Integer, Long> outer = map.entries()) {
        int pairs = 0;
        while (outer.next()) {
          int key = outer.key();
          try (MapCursor<Integer, Long> inner = map.entries()) {
            while (inner.next()) {
              pairs++;
            }
          }
          assertThat(outer.key()).isEqualTo(key);
        }
        assertThat(pairs).isEqualTo(4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void perCpuMapsTriesSetsAndArraysAreCollectionsToo(Side side) {
    MapFactory factory = factory(side);
    try (BpfPerCpuHash<Integer, Long> perCpu = factory.lruPercpuHash(INTS, LONGS, 1024);
        BpfLpmTrie<Ipv4Prefix, Long> trie = factory.lpmTrie(Layout.of(Ipv4Prefix.class), LONGS, 8);
        BpfHashSet<Integer> set = factory.hashSet(INTS, 8);
        BpfArray<Long> array = factory.array(LONGS, 3)) {
      List<Long> values = Collections.nCopies(perCpu.cpus(), 5L);
      perCpu.put(3, values);
      assertThat(perCpu.snapshot()).isEqualTo(Map.of(3, values));
      try (MapCursor<Integer, List<Long>> cursor = perCpu.entries()) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.value()).isEqualTo(values);
      }
      Ipv4Prefix wide = Ipv4Prefix.parse("10.0.0.0/8");
      Ipv4Prefix narrow = Ipv4Prefix.parse("10.1.0.0/16");
      trie.put(wide, 1L);
      trie.put(narrow, 2L);
      assertThat(trie.snapshot()).containsExactly(Map.entry(narrow, 2L), Map.entry(wide, 1L));
      trie.clear();
      assertThat(trie.size()).isZero();
      set.add(4);
      set.add(6);
      assertThat(set.snapshot()).isEqualTo(Set.of(4, 6));
      assertThat(set.stream().collect(Collectors.summingInt(i -> i))).isEqualTo(10);
      set.clear();
      assertThat(set.size()).isZero();
      array.put(1, 7L);
      assertThat(array.snapshot()).containsExactly(0L, 7L, 0L);
      assertThat(array.stream().mapToLong(Long::longValue).sum()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClosedMapEndsItsCursors(Side side) {
    BpfHash<Integer, Long> map = factory(side).hash(INTS, LONGS, 4);
    map.put(1, 1L);
    try (MapCursor<Integer, Long> cursor = map.entries()) {
      map.close();
      assertThatIllegalStateException().isThrownBy(cursor::next).withMessageContaining("is closed");
    }
  }
}
