package bpf4j.compiler.map;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.RawTracepoint;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.Ipv4Prefix;
import bpf4j.maps.MapCursor;
import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.io.File;
import java.util.BitSet;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Java goes through maps in which a program puts and removes keys at every system call of this
 * process, for a second in all; for {@code -Dbpf4j.test.seconds=60} at length.
 */
@Timeout(300)
class ChurnTest {

  private static final int SECONDS = Integer.getInteger("bpf4j.test.seconds", 1);
  private static final int KINDS = 6;

  /** Keys below stay; there are more than one batch takes. */
  private static final int STABLE = 6000;

  private static final int MOVING = 1024;
  private static final int ENTRIES = 8192;

  /** One pass over a map. */
  private interface Pass {
    /** Tells each key's number. */
    void over(IntConsumer keys);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  /** Passes over the map while threads make system calls, whose number the program counts. */
  private static void pass(BpfGlobal<Long> runs, int stable, Pass pass)
      throws InterruptedException {
    AtomicBoolean end = new AtomicBoolean();
    Thread calls =
        new Thread(
            () -> {
              while (!end.get()) {
                new File("/proc/self/no-such-file").exists();
              }
            });
    calls.start();
    try {
      long start = System.nanoTime();
      long first = runs.getLong();
      long passes = 0;
      long moving = 0;
      while (passes < 3 || System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS) / KINDS) {
        BitSet seen = new BitSet();
        long[] count = {0};
        pass.over(
            key -> {
              seen.set(key);
              count[0]++;
              assertThat(count[0]).as("entries of one pass").isLessThan(100L * ENTRIES);
            });
        assertThat(seen.nextClearBit(0))
            .as("the first stable key not seen")
            .isGreaterThanOrEqualTo(stable);
        assertThat(seen.length()).isLessThanOrEqualTo(stable + MOVING);
        moving += seen.cardinality() - stable;
        passes++;
      }
      assertThat(runs.getLong() - first).as("runs of the program").isGreaterThan(passes);
      assertThat(moving).as("moving keys seen").isPositive();
    } finally {
      end.set(true);
      calls.join();
    }
  }

  private static void hash(BpfHash<Integer, Long> map) throws InterruptedException {
    int pid = (int) ProcessHandle.current().pid();
    try (map;
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      for (int key = 0; key < STABLE; key++) {
        map.put(key, (long) key);
      }
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  int run = (int) runs.getAndAdd(1);
                  int key = STABLE + (run & MOVING - 1);
                  if ((run & MOVING) == 0) {
                    map.put(key, (long) key);
                  } else {
                    map.remove(key);
                  }
                }
              })) {
        assertThat(program).isNotNull();
        pass(
            runs,
            STABLE,
            keys ->
                map.forEach(
                    (key, value) -> {
                      assertThat(key >= STABLE || value == (long) key).isTrue();
                      keys.accept(key);
                    }));
        pass(
            runs,
            STABLE,
            keys -> {
              try (MapCursor<Integer, Long> cursor = map.entries()) {
                while (cursor.next()) {
                  keys.accept(cursor.key());
                }
              }
            });
      }
    }
  }

  @Test
  void hash() throws InterruptedException {
    hash(BpfMaps.hash(Integer.class, Long.class, ENTRIES));
  }

  @Test
  void hashWithoutPreallocation() throws InterruptedException {
    hash(
        BpfMaps.factory()
            .withoutPreallocation()
            .hash(Layout.of(Integer.class), Layout.of(Long.class), ENTRIES));
  }

  @Test
  void lruHash() throws InterruptedException {
    // As large as no key need be evicted.
    hash(BpfMaps.lruHash(Integer.class, Long.class, 4 * ENTRIES));
  }

  @Test
  void hashSet() throws InterruptedException {
    int pid = (int) ProcessHandle.current().pid();
    try (BpfHashSet<Integer> set = BpfMaps.hashSet(Integer.class, ENTRIES);
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      for (int key = 0; key < STABLE; key++) {
        set.add(key);
      }
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  int run = (int) runs.getAndAdd(1);
                  int key = STABLE + (run & MOVING - 1);
                  if ((run & MOVING) == 0) {
                    set.add(key);
                  } else {
                    set.remove(key);
                  }
                }
              })) {
        assertThat(program).isNotNull();
        pass(runs, STABLE, keys -> set.forEach(keys::accept));
      }
    }
  }

  @Test
  void perCpuHash() throws InterruptedException {
    int pid = (int) ProcessHandle.current().pid();
    try (BpfPerCpuHash<Integer, Long> map = BpfMaps.percpuHash(Integer.class, Long.class, ENTRIES);
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      for (int key = 0; key < STABLE; key++) {
        map.put(key, Collections.nCopies(map.cpus(), 1L));
      }
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  int run = (int) runs.getAndAdd(1);
                  int key = STABLE + (run & MOVING - 1);
                  if ((run & MOVING) == 0) {
                    map.putLocal(key, 1L);
                  } else {
                    map.remove(key);
                  }
                }
              })) {
        assertThat(program).isNotNull();
        pass(runs, STABLE, keys -> map.forEach((key, values) -> keys.accept(key)));
      }
    }
  }

  /** The kernel starts over where the key it has come to was removed. */
  @Test
  void lpmTrie() throws InterruptedException {
    int pid = (int) ProcessHandle.current().pid();
    int stable = 500;
    try (BpfLpmTrie<Ipv4Prefix, Long> map = BpfMaps.lpmTrie(Ipv4Prefix.class, Long.class, ENTRIES);
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      for (int key = 0; key < stable; key++) {
        map.put(new Ipv4Prefix(32, key), 1L);
      }
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  int run = (int) runs.getAndAdd(1);
                  Ipv4Prefix key = new Ipv4Prefix(32, stable + (run & MOVING - 1));
                  if ((run & MOVING) == 0) {
                    map.put(key, 1L);
                  } else {
                    map.remove(key);
                  }
                }
              })) {
        assertThat(program).isNotNull();
        pass(runs, stable, keys -> map.forEach((key, value) -> keys.accept(key.address())));
      }
    }
  }
}
