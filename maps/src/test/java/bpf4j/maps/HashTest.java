package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.U8;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashTest {

  /** Three bytes of padding, which must not tell equal keys apart. */
  record Key(@U8 int protocol, int address) {}

  @ParameterizedTest
  @EnumSource
  void absentIsNullOrFalse(Side side) {
    try (BpfHash<Integer, Long> map = side.hash(Integer.class, Long.class, 8)) {
      assertThat(map.get(1)).isNull();
      assertThat(map.getOrDefault(1, 9L)).isEqualTo(9L);
      assertThat(map.containsKey(1)).isFalse();
      assertThat(map.remove(1)).isFalse();
      assertThat(map.getLong(1, -9)).isEqualTo(-9);
      assertThat(map.size()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void putGetRemove(Side side) {
    try (BpfHash<Integer, Long> map = side.hash(Integer.class, Long.class, 8)) {
      map.put(-1, 10L);
      map.put(-1, 11L);
      map.putLong(5, 12);
      assertThat(map.get(-1)).isEqualTo(11L);
      assertThat(map.getLong(-1, 0)).isEqualTo(11L);
      assertThat(map.get(5)).isEqualTo(12L);
      assertThat(map.putIfAbsent(5, 13L)).isFalse();
      assertThat(map.putIfAbsent(6, 14L)).isTrue();
      assertThat(map.size()).isEqualTo(3);
      assertThat(map.remove(5)).isTrue();
      assertThat(map.containsKey(5)).isFalse();
      assertThat(map.containsKey(6)).isTrue();
      assertThat(map.getOrDefault(6, 0L)).isEqualTo(14L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void getOrCreatePutsZeros(Side side) {
    try (BpfHash<Key, ArrayTest.Flow> map = side.hash(Key.class, ArrayTest.Flow.class, 2)) {
      assertThat(map.getOrCreate(new Key(6, 1)).packets).hasValue(0);
      assertThat(map.containsKey(new Key(6, 1))).isTrue();
      ArrayTest.Flow flow = new ArrayTest.Flow();
      flow.port = 80;
      map.put(new Key(6, 2), flow);
      assertThat(map.getOrCreate(new Key(6, 2)).port).isEqualTo(80);
      assertThatThrownBy(() -> map.getOrCreate(new Key(6, 3))).isInstanceOf(MapFullException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void addCountsAnAbsentKeyAsZero(Side side) {
    try (BpfHash<Integer, Integer> map = side.hash(Integer.class, Integer.class, 8)) {
      map.add(3, 4);
      map.add(3, -5);
      assertThat(map.get(3)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullMapRefusesNewKeysOnly(Side side) {
    try (BpfHash<Integer, Long> map = side.hash(Integer.class, Long.class, 2)) {
      map.put(1, 1L);
      map.put(2, 2L);
      map.put(2, 3L);
      for (Runnable put :
          List.<Runnable>of(
              () -> map.put(3, 3L),
              () -> map.putIfAbsent(3, 3L),
              () -> map.putLong(3, 3),
              () -> map.add(3, 3),
              () -> map.getOrCreate(3))) {
        assertThatThrownBy(put::run)
            .isInstanceOf(MapFullException.class)
            .hasMessageContaining("hash_Long is full: it holds 2 entries");
      }
      assertThat(map.putIfAbsent(2, 9L)).isFalse();
      assertThat(map.size()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anLruMapEvicts(Side side) {
    int entries = 512;
    try (BpfHash<Integer, Integer> map =
        side.lruHash(Layout.of(Integer.class), Layout.of(Integer.class), entries)) {
      for (int i = 0; i < 10 * entries; i++) {
        map.put(i, i);
        assertThat(map.get(i)).isEqualTo(i);
      }
      assertThat(map.size()).isBetween(entries / 4L, (long) entries);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stringsStructsAndArraysAreKeys(Side side) {
    try (BpfHash<String, Integer> strings =
            side.hash(Layout.string(16), Layout.of(Integer.class), 8);
        BpfHash<Key, String> structs = side.hash(Layout.of(Key.class), Layout.string(8), 8);
        BpfHash<byte[], Long> arrays = side.hash(Layout.bytes(6), Layout.of(Long.class), 8)) {
      strings.put("java", 1);
      strings.put("exactly 16 bytes", 2);
      assertThat(strings.get("java")).isEqualTo(1);
      assertThat(strings.get("exactly 16 bytes")).isEqualTo(2);
      assertThat(strings.get("jav")).isNull();
      structs.put(new Key(6, 0x7f000001), "tcp");
      assertThat(structs.get(new Key(6, 0x7f000001))).isEqualTo("tcp");
      assertThat(structs.get(new Key(17, 0x7f000001))).isNull();
      arrays.put(new byte[] {1, 2, 3, 4, 5, 6}, 7L);
      assertThat(arrays.get(new byte[] {1, 2, 3, 4, 5, 6})).isEqualTo(7L);
      assertThatThrownBy(() -> arrays.get(new byte[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 elements, its memory has 6");
      assertThatThrownBy(() -> structs.get(null)).isInstanceOf(NullPointerException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forEachSeesEveryEntryOnceAndMayRemove(Side side) {
    int entries = 10_000;
    try (BpfHash<Integer, Integer> map = side.hash(Integer.class, Integer.class, entries)) {
      for (int i = 0; i < entries; i++) {
        map.put(i, 3 * i);
      }
      Set<Integer> seen = new HashSet<>();
      map.forEach(
          (key, value) -> {
            assertThat(value).isEqualTo(3 * key);
            assertThat(seen.add(key)).isTrue();
            if (key % 2 == 0) {
              map.remove(key);
            }
          });
      assertThat(seen).hasSize(entries);
      assertThat(map.size()).isEqualTo(entries / 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void setsHoldKeys(Side side) {
    try (BpfHashSet<Integer> set = side.hashSet(Layout.of(Integer.class), 2)) {
      assertThat(set.add(7)).isTrue();
      assertThat(set.add(7)).isFalse();
      assertThat(set.contains(7)).isTrue();
      assertThat(set.contains(8)).isFalse();
      assertThat(set.add(8)).isTrue();
      assertThatThrownBy(() -> set.add(9)).isInstanceOf(MapFullException.class);
      Set<Integer> seen = new HashSet<>();
      set.forEach(seen::add);
      assertThat(seen).containsExactlyInAnyOrder(7, 8);
      assertThat(set.remove(7)).isTrue();
      assertThat(set.remove(7)).isFalse();
      assertThat(set.size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomOperationsMatchAJavaMap(Side side) {
    Random random = new Random(11);
    Map<Integer, Long> model = new HashMap<>();
    int entries = 64;
    try (BpfHash<Integer, Long> map = side.hash(Integer.class, Long.class, entries)) {
      for (int i = 0; i < 20_000; i++) {
        int key = random.nextInt(96);
        boolean room = model.size() < entries || model.containsKey(key);
        long value = random.nextLong();
        switch (random.nextInt(7)) {
          case 0 -> {
            if (room) {
              map.put(key, value);
              model.put(key, value);
            }
          }
          case 1 -> assertThat(map.remove(key)).isEqualTo(model.remove(key) != null);
          case 2 -> {
            if (room) {
              assertThat(map.putIfAbsent(key, value))
                  .isEqualTo(model.putIfAbsent(key, value) == null);
            }
          }
          case 3 -> {
            if (room) {
              map.add(key, value);
              model.merge(key, value, Long::sum);
            }
          }
          case 4 -> assertThat(map.containsKey(key)).isEqualTo(model.containsKey(key));
          case 5 -> assertThat(map.getLong(key, value)).isEqualTo(model.getOrDefault(key, value));
          default -> assertThat(map.get(key)).isEqualTo(model.get(key));
        }
      }
      Map<Integer, Long> all = new HashMap<>();
      map.forEach(all::put);
      assertThat(all).isEqualTo(model);
    }
  }
}
