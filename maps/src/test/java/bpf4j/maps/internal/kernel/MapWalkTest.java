package bpf4j.maps.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.Requirements;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapWalkTest {

  private static final int ENTRIES = 5000;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static BpfHash<Integer, Integer> filled() {
    BpfHash<Integer, Integer> map = BpfMaps.hash(Integer.class, Integer.class, 2 * ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      map.put(i, -i);
    }
    return map;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyEntryIsSeenOnceWithAndWithoutBatches(boolean batches) {
    try (BpfHash<Integer, Integer> map = filled()) {
      MapWalk walk = new MapWalk(map.fd(), 4, 4, map.maxEntries(), batches);
      for (int round = 0; round < 2; round++) {
        BitSet seen = new BitSet();
        walk.run(
            (keys, key, values, value) -> {
              int number = keys.getInt(key);
              assertThat(values.getInt(value)).isEqualTo(-number);
              assertThat(seen.get(number)).isFalse();
              seen.set(number);
            });
        assertThat(seen.cardinality()).isEqualTo(ENTRIES);
      }
    }
  }

  @Test
  void aPageTooSmallForABucketGrows() {
    try (BpfHash<Integer, Integer> map = filled()) {
      MapWalk walk = new MapWalk(map.fd(), 4, 4, 1, true);
      BitSet seen = new BitSet();
      walk.run((keys, key, values, value) -> seen.set(keys.getInt(key)));
      assertThat(seen.cardinality()).isEqualTo(ENTRIES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingGivesEachEntryOnceAndLeavesNone(boolean batches) {
    try (BpfHash<Integer, Integer> map = filled()) {
      for (int capacity : new int[] {1, map.maxEntries()}) {
        BitSet seen = new BitSet();
        new MapDrain(map.fd(), 4, 4, batches ? capacity : map.maxEntries())
            .run(
                (keys, key, values, value) -> {
                  assertThat(values.getInt(value)).isEqualTo(-keys.getInt(key));
                  assertThat(seen.get(keys.getInt(key))).isFalse();
                  seen.set(keys.getInt(key));
                },
                batches);
        assertThat(seen.cardinality()).isEqualTo(ENTRIES);
        assertThat(map.size()).isZero();
        for (int i = 0; i < ENTRIES; i++) {
          map.put(i, -i);
        }
      }
    }
  }

  @Test
  void keyByKeyTheCurrentEntryMayBeRemoved() {
    try (BpfHash<Integer, Integer> map = filled()) {
      MapWalk walk = new MapWalk(map.fd(), 4, 4, map.maxEntries(), false);
      int[] count = {0};
      walk.run(
          (keys, key, values, value) -> {
            count[0]++;
            map.remove(keys.getInt(key));
          });
      assertThat(count[0]).isEqualTo(ENTRIES);
      assertThat(map.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void churnNeitherEndsNorHangsAWalk(boolean batches) throws InterruptedException {
    try (BpfHash<Integer, Integer> map = filled()) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread churn =
          new Thread(
              () -> {
                for (int i = 0; !stop.get(); i++) {
                  int key = ENTRIES + i % ENTRIES;
                  if (!map.remove(key)) {
                    map.put(key, -key);
                  }
                }
              });
      churn.start();
      try {
        MapWalk walk = new MapWalk(map.fd(), 4, 4, map.maxEntries(), batches);
        for (int round = 0; round < 10; round++) {
          BitSet seen = new BitSet();
          walk.run(
              (keys, key, values, value) -> {
                assertThat(values.getInt(value)).isEqualTo(-keys.getInt(key));
                seen.set(keys.getInt(key));
              });
          if (batches) {
            assertThat(seen.get(0, ENTRIES).cardinality()).isEqualTo(ENTRIES);
          }
        }
      } finally {
        stop.set(true);
        churn.join();
      }
    }
  }

  @Test
  void anExceptionOfTheActionEndsTheWalkAndTheMapStaysUsable() {
    try (BpfHash<Integer, Integer> map = filled()) {
      assertThatThrownBy(
              () ->
                  map.forEach(
                      (key, value) -> {
                        throw new ArithmeticException("mine");
                      }))
          .isInstanceOf(ArithmeticException.class);
      assertThat(map.size()).isEqualTo(ENTRIES);
    }
  }

  @Test
  void walksMayNest() {
    try (BpfHash<Integer, Integer> map = BpfMaps.hash(Integer.class, Integer.class, 64)) {
      for (int i = 0; i < 20; i++) {
        map.put(i, 1);
      }
      int[] sum = {0};
      map.forEach((key, value) -> map.forEach((otherKey, otherValue) -> sum[0] += otherValue));
      assertThat(sum[0]).isEqualTo(400);
    }
  }
}
