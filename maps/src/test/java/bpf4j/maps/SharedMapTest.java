package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many threads on one map, for a second; for {@code -Dbpf4j.test.seconds=60} at length.
 *
 * <p>Each thread owns keys of its own, whose values it knows, and reads those of the others, whose
 * values say whose they are.
 */
class SharedMapTest {

  private static final int THREADS = 8;
  private static final int KEYS = 64;
  private static final int SECONDS = Integer.getInteger("bpf4j.test.seconds", 1);

  /** A value with its key in it twice, so that half of another value would show. */
  record Stamp(int key, int round, long check) {
    Stamp(int key, int round) {
      this(key, round, check(key, round));
    }

    static long check(int key, int round) {
      return (long) key << 32 ^ (long) round * 0x9E37_79B9_7F4A_7C15L;
    }

    boolean isWhole() {
      return check == check(key, round);
    }
  }

  private record Maps(
      BpfHash<Integer, Stamp> stamps,
      BpfHash<Integer, Long> counts,
      BpfArray<Long> sums,
      BpfMmapArray<Long> shared,
      BpfQueue<Long> queue)
      implements AutoCloseable {

    Maps() {
      this(
          BpfMaps.hash(Integer.class, Stamp.class, THREADS * KEYS),
          BpfMaps.hash(Integer.class, Long.class, 1),
          BpfMaps.array(Long.class, 1),
          BpfMaps.mmapArray(Long.class, 1),
          BpfMaps.queue(Long.class, THREADS));
    }

    @Override
    public void close() {
      stamps.close();
      counts.close();
      sums.close();
      shared.close();
      queue.close();
    }
  }

  /** One thread's work; returns how many rounds it made. */
  private static long work(Maps maps, int thread, long end) {
    SplittableRandom random = new SplittableRandom(thread);
    int[] rounds = new int[KEYS];
    long total = 0;
    while (System.nanoTime() < end) {
      int own = random.nextInt(KEYS);
      int key = thread * KEYS + own;
      Stamp before = maps.stamps().get(key);
      Stamp expected = rounds[own] == 0 ? null : new Stamp(key, rounds[own]);
      assertThat(before).isEqualTo(expected);
      if (random.nextInt(8) == 0) {
        assertThat(maps.stamps().getAndRemove(key)).isEqualTo(expected);
        rounds[own] = 0;
      } else {
        rounds[own]++;
        maps.stamps().put(key, new Stamp(key, rounds[own]));
      }
      int other = random.nextInt(THREADS * KEYS);
      Stamp found = maps.stamps().get(other);
      assertThat(found == null || found.key() == other && found.isWhole()).isTrue();
      if (random.nextInt(64) == 0) {
        maps.stamps().forEach((k, stamp) -> assertThat(stamp.key()).isEqualTo(k));
      }
      maps.counts().add(1, 1);
      maps.sums().add(0, 1);
      maps.shared().add(0, 1);
      maps.queue().push((long) thread); // each pops as many as it pushes: there is always room
      assertThat(maps.queue().pop()).isBetween(0L, THREADS - 1L);
      total++;
    }
    return total;
  }

  private static int descriptors() throws Exception {
    int count = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : open) {
        String target = Files.isSymbolicLink(each) ? Files.readSymbolicLink(each).toString() : "";
        count += target.contains("bpf") ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void manyThreadsGetTheirOwnValues() throws Exception {
    Requirements.root();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    int none = descriptors();
    try (Maps maps = new Maps()) {
      int before = descriptors();
      assertThat(before).isEqualTo(none + 5);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      List<Future<Long>> results = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int own = thread;
        results.add(threads.submit(() -> work(maps, own, end)));
      }
      long total = 0;
      for (Future<Long> result : results) {
        total += result.get(SECONDS + 60L, TimeUnit.SECONDS);
      }
      assertThat(total).isGreaterThan(THREADS);
      assertThat(maps.counts().get(1)).isEqualTo(total);
      assertThat(maps.sums().get(0)).isEqualTo(total);
      assertThat(maps.shared().get(0)).isEqualTo(total);
      assertThat(maps.queue().pop()).isNull();
      assertThat(descriptors()).isEqualTo(before);
    } finally {
      threads.shutdownNow();
    }
    assertThat(descriptors()).isEqualTo(none);
  }
}
