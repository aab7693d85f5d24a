package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

  @ParameterizedTest
  @EnumSource
  void everyUseAfterCloseSaysSo(Side side) {
    BpfArray<Long> array = side.array(Long.class, 1);
    BpfMmapArray<Long> mapped = side.mmapArray(Layout.of(Long.class), 1);
    BpfHash<Integer, Long> hash = side.hash(Integer.class, Long.class, 1);
    BpfHashSet<Integer> set = side.hashSet(Layout.of(Integer.class), 1);
    BpfPerCpuArray<Long> perCpuArray = side.percpuArray(Layout.of(Long.class), 1);
    BpfPerCpuHash<Integer, Long> perCpuHash =
        side.percpuHash(Layout.of(Integer.class), Layout.of(Long.class), 1);
    BpfGlobal<Long> global = side.global(Layout.of(Long.class));
    BpfLongMap longs = hash.longs();
    BpfNumber number = global.number("");
    MapCursor<Integer, Long> cursor = hash.entries();
    List<BpfMap> maps = List.of(array, mapped, hash, set, perCpuArray, perCpuHash, global);
    for (BpfMap map : maps) {
      assertThat(map.isClosed()).isFalse();
      map.close();
      map.close();
      assertThat(map.isClosed()).isTrue();
      assertThat(map.toString()).contains(map.name()).contains("(closed)");
    }
    List<Runnable> uses =
        List.of(
            () -> array.get(0),
            () -> array.put(0, 1L),
            () -> array.getLong(0),
            () -> array.putLong(0, 1),
            () -> array.add(0, 1),
            () -> array.forEach((index, value) -> {}),
            () -> mapped.get(0),
            () -> mapped.getLongAcquire(0),
            () -> mapped.putLongRelease(0, 1),
            () -> mapped.getAndAdd(0, 1),
            () -> hash.get(1),
            () -> hash.put(1, 1L),
            () -> hash.remove(1),
            () -> hash.containsKey(1),
            () -> hash.putIfAbsent(1, 1L),
            () -> hash.add(1, 1),
            () -> hash.getOrCreate(1),
            () -> hash.getLong(1, 1),
            () -> hash.putLong(1, 1),
            () -> hash.forEach((key, value) -> {}),
            () -> hash.size(),
            () -> set.contains(1),
            () -> set.add(1),
            () -> set.size(),
            () -> perCpuArray.get(0),
            () -> perCpuArray.sum(0),
            () -> perCpuHash.get(1),
            () -> perCpuHash.size(),
            () -> longs.get(1, 1),
            () -> longs.put(1, 1),
            () -> longs.putAll(new long[1], new long[1], 0, 1),
            () -> longs.forEach((key, value) -> {}),
            () -> number.get(),
            () -> number.getAndAdd(1),
            () -> cursor.next(),
            () -> array.fd());
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  void aTwinHasNoDescriptor() {
    try (BpfArray<Long> map = JvmMaps.array(Long.class, 1)) {
      assertThatThrownBy(map::fd)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("lives only in the JVM");
    }
  }

  /** Whoever is inside an operation gets its result or the exception, never another file. */
  @Test
  void closingUnderOtherThreadsEndsThemCleanly() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 30; round++) {
        BpfHash<Integer, Long> hash = Side.KERNEL.hash(Integer.class, Long.class, 64);
        BpfMmapArray<Long> mapped = Side.KERNEL.mmapArray(Layout.of(Long.class), 64);
        CountDownLatch running = new CountDownLatch(4);
        List<Future<?>> results = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
          boolean reads = t == 0;
          results.add(
              threads.submit(
                  () -> {
                    hash.put(1, 1L);
                    running.countDown();
                    for (int i = 0; ; i++) {
                      hash.put(i & 63, 1L);
                      assertThat(hash.get(i & 63)).isEqualTo(1L);
                    }
                  }));
          results.add(
              threads.submit(
                  () -> {
                    running.countDown();
                    for (int i = 0; ; i++) {
                      if (reads) {
                        mapped.getLong(i & 63);
                      } else {
                        mapped.add(i & 63, 1);
                      }
                    }
                  }));
        }
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        hash.close();
        mapped.close();
        for (Future<?> result : results) {
          assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
              .cause()
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("closed");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void manyThreadsShareOneMap() throws Exception {
    int count = 4;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try (BpfHash<Integer, Long> hash = Side.KERNEL.hash(Integer.class, Long.class, 1024);
        BpfArray<Long> array = Side.KERNEL.array(Long.class, 1)) {
      List<Future<?>> results = new ArrayList<>();
      for (int t = 0; t < count; t++) {
        int own = t;
        results.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 5000; i++) {
                    int key = own * 100 + i % 100;
                    hash.put(key, (long) key << 20 | i);
                    assertThat(hash.get(key)).isEqualTo((long) key << 20 | i);
                    array.add(0, 1);
                    hash.add(1000, 1);
                  }
                }));
      }
      for (Future<?> result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
      assertThat(array.get(0)).isEqualTo(5000L * count);
      assertThat(hash.get(1000)).isEqualTo(5000L * count);
    } finally {
      threads.shutdownNow();
    }
  }
}
